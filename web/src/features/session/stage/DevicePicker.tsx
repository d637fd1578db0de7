import { useEffect, useState } from "react";

import { Select } from "@/components/Field";
import { browserMediaDevices, listDevices, type DeviceList } from "@/lib/media/devices";

const NONE: DeviceList = { microphones: [], cameras: [] };

/** The devices of this computer, kept up to date while they are plugged in and out. `ready`: permission was given. */
function useDevices(ready: boolean): DeviceList {
  const [devices, setDevices] = useState(NONE);
  useEffect(() => {
    if (!ready) return;
    let wanted = true;
    const list = async () => {
      const found = await listDevices(browserMediaDevices());
      if (wanted) setDevices(found);
    };
    const refresh = () => {
      list().catch(() => undefined); // a choice that cannot be offered; what is open stays open
    };
    refresh();
    navigator.mediaDevices.addEventListener("devicechange", refresh);
    return () => {
      wanted = false;
      navigator.mediaDevices.removeEventListener("devicechange", refresh);
    };
  }, [ready]);
  return devices;
}

interface DevicePickerProps {
  audio: MediaStreamTrack | null;
  video: MediaStreamTrack | null;
  withCamera: boolean;
  onMicrophone: (deviceId: string) => void;
  onCamera: (deviceId: string) => void;
}

/** Which microphone and which camera, where there is something to choose. */
export function DevicePicker({ audio, video, withCamera, onMicrophone, onCamera }: DevicePickerProps) {
  const { microphones, cameras } = useDevices(audio !== null || video !== null);
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {audio && microphones.length > 0 ? (
        <Select label="Microphone" value={audio.getSettings().deviceId ?? ""} onChange={(event) => onMicrophone(event.target.value)}>
          {microphones.map(({ deviceId, label }) => (
            <option key={deviceId} value={deviceId}>
              {label}
            </option>
          ))}
        </Select>
      ) : null}
      {withCamera && video && cameras.length > 0 ? (
        <Select label="Camera" value={video.getSettings().deviceId ?? ""} onChange={(event) => onCamera(event.target.value)}>
          {cameras.map(({ deviceId, label }) => (
            <option key={deviceId} value={deviceId}>
              {label}
            </option>
          ))}
        </Select>
      ) : null}
    </div>
  );
}
