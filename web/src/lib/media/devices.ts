import { MediaError } from "./types";

/** The part of `navigator.mediaDevices` that is used here. */
export type MediaDevicesLike = Pick<MediaDevices, "getUserMedia" | "enumerateDevices">;

export interface DeviceChoice {
  deviceId: string;
  label: string;
}

export interface DeviceList {
  microphones: DeviceChoice[];
  cameras: DeviceChoice[];
}

/** Turns what a browser throws from getUserMedia into an error the page can explain. */
export function toMediaError(cause: unknown, device: "microphone" | "camera"): MediaError {
  if (cause instanceof MediaError) return cause;
  const name = cause instanceof Error || cause instanceof DOMException ? cause.name : "";
  switch (name) {
    case "NotAllowedError":
    case "SecurityError":
    case "PermissionDeniedError":
      return new MediaError("permission_denied", device, cause);
    case "NotFoundError":
    case "DevicesNotFoundError":
    case "OverconstrainedError":
      return new MediaError("no_device", device, cause);
    case "NotReadableError":
    case "TrackStartError":
    case "AbortError":
      return new MediaError("device_in_use", device, cause);
    default:
      return new MediaError("not_supported", device, cause);
  }
}

export function browserMediaDevices(): MediaDevicesLike {
  // Absent on insecure origins: an error that says so is better than a TypeError.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices) throw new MediaError("not_supported");
  return devices;
}

export async function openMicrophone(devices: MediaDevicesLike, deviceId?: string): Promise<MediaStreamTrack> {
  return openTrack(devices, "microphone", {
    audio: {
      echoCancellation: true,
      noiseSuppression: true,
      autoGainControl: true,
      ...(deviceId ? { deviceId: { exact: deviceId } } : {}),
    },
  });
}

export async function openCamera(devices: MediaDevicesLike, deviceId?: string): Promise<MediaStreamTrack> {
  return openTrack(devices, "camera", {
    video: {
      width: { ideal: 1280 },
      height: { ideal: 720 },
      frameRate: { ideal: 24, max: 30 },
      ...(deviceId ? { deviceId: { exact: deviceId } } : { facingMode: "user" }),
    },
  });
}

async function openTrack(
  devices: MediaDevicesLike,
  device: "microphone" | "camera",
  constraints: MediaStreamConstraints,
): Promise<MediaStreamTrack> {
  try {
    const stream = await devices.getUserMedia(constraints);
    const track = stream.getTracks()[0];
    if (!track) throw new MediaError("no_device", device);
    return track;
  } catch (cause) {
    throw toMediaError(cause, device);
  }
}

/** Lists devices. Labels are empty until permission was given once; those get a numbered name. */
export async function listDevices(devices: MediaDevicesLike): Promise<DeviceList> {
  const all = await devices.enumerateDevices();
  const choices = (kind: MediaDeviceKind, noun: string): DeviceChoice[] =>
    all
      .filter((device) => device.kind === kind && device.deviceId !== "")
      .map((device, index) => ({ deviceId: device.deviceId, label: device.label || `${noun} ${index + 1}` }));
  return { microphones: choices("audioinput", "Microphone"), cameras: choices("videoinput", "Camera") };
}
