import { useState, type ReactNode } from "react";

import { Dialog } from "@/components/Dialog";
import { Icon, type IconName } from "@/components/icons";
import type { Session } from "@/lib/api/types";
import { cx } from "@/lib/cx";
import { MediaError } from "@/lib/media/types";
import { notify } from "@/lib/notices";

import type { Room } from "../room";
import { useMedia } from "../useRoom";
import { deviceSentence } from "../words";
import { DevicePicker } from "./DevicePicker";

interface ControlsProps {
  room: Room;
  session: Session;
  onEnd: () => void;
}

/** Mute, camera, devices, step out, end. */
export function Controls({ room, session, onEnd }: ControlsProps) {
  const { stage } = useMedia(room);
  const [choosing, setChoosing] = useState(false);
  const inCall = session.modality !== "text" && (stage === "joined" || stage === "joining");
  return (
    <div role="group" aria-label="Session controls" className="flex items-center justify-center gap-1.5 sm:gap-3">
      {inCall ? <MuteButton room={room} /> : null}
      {inCall && session.modality === "video" ? <CameraButton room={room} /> : null}
      {inCall ? <Control icon="chevron_down" label="Devices" onClick={() => setChoosing(true)} aria-haspopup="dialog" /> : null}
      <Control icon="sign_out" label="Step out" onClick={() => room.stepOut()} />
      <button
        type="button"
        onClick={onEnd}
        className="flex h-14 items-center gap-2 rounded-2xl bg-danger-strong px-3.5 sm:px-5 font-semibold text-on-danger transition hover:brightness-110"
      >
        <Icon name="phone_end" className="size-6" />
        End
      </button>
      <Dialog open={choosing} onClose={() => setChoosing(false)} title="Devices">
        <CallDevices room={room} session={session} />
      </Dialog>
    </div>
  );
}

function MuteButton({ room }: { room: Room }) {
  const { muted } = useMedia(room).local;
  return (
    <Control icon={muted ? "mic_off" : "mic"} label={muted ? "Unmute" : "Mute"} off={muted} onClick={() => room.media.setMuted(!muted)} />
  );
}

function CameraButton({ room }: { room: Room }) {
  const { cameraOff } = useMedia(room).local;
  return (
    <Control
      icon={cameraOff ? "camera_off" : "video"}
      label={cameraOff ? "Camera on" : "Camera off"}
      text="Camera"
      off={cameraOff}
      onClick={() => void tellDeviceErrors(room.media.setCameraOff(!cameraOff))}
    />
  );
}

function CallDevices({ room, session }: { room: Room; session: Session }) {
  const { local } = useMedia(room);
  if (!local.audio && !local.video) {
    return <p className="text-muted">No device is in use. Turn your camera on, or load the page again to be asked anew.</p>;
  }
  return (
    <DevicePicker
      audio={local.audio}
      video={local.video}
      withCamera={session.modality === "video"}
      onMicrophone={(deviceId) => void tellDeviceErrors(room.media.useMicrophone(deviceId))}
      onCamera={(deviceId) => void tellDeviceErrors(room.media.useCamera(deviceId))}
    />
  );
}

async function tellDeviceErrors(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof MediaError)) throw error;
    const { title, help } = deviceSentence(error);
    notify(`${title}. ${help}`, "danger");
  }
}

interface ControlProps {
  icon: IconName;
  label: string;
  /** What is seen of the label, where there is no room for all of it. */
  text?: string;
  /** Drawn as something that is switched off. */
  off?: boolean;
  onClick: () => void;
  "aria-haspopup"?: "dialog";
}

/** A round button with its name under it: what it will do, never only a symbol. */
function Control({ icon, label, text = label, off = false, ...rest }: ControlProps): ReactNode {
  return (
    <button
      type="button"
      aria-label={label}
      className={cx(
        "flex h-14 w-16 min-w-0 flex-col items-center justify-center gap-0.5 rounded-2xl border text-xs font-semibold transition-colors",
        off ? "border-warning/50 bg-warning-tint text-warning" : "border-line-strong text-text hover:border-pink-text hover:text-pink-text",
      )}
      {...rest}
    >
      <Icon name={icon} className="size-5" />
      <span className="leading-tight">{text}</span>
    </button>
  );
}
