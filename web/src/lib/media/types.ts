/**
 * What the rest of the app knows about voice and video: one interface, whatever carries the media.
 *
 * A connection is an external store: `snapshot()` is immutable and keeps its identity until something changes, so
 * React can read it through `useSyncExternalStore`.
 */

export type MediaState = "connecting" | "connected" | "reconnecting" | "failed" | "closed";

/**
 * - permission_denied, no_device, device_in_use, not_supported: about this person's microphone or camera;
 * - elsewhere: the same person joined from another device or browser, which has the call now;
 * - timeout, network: the other end could not be reached, trying again may help;
 * - refused: the session no longer admits media (it ended, or it is not ours), trying again does not help.
 */
export type MediaErrorCode =
  "permission_denied" | "no_device" | "device_in_use" | "not_supported" | "timeout" | "network" | "elsewhere" | "refused";

export class MediaError extends Error {
  readonly code: MediaErrorCode;
  /** Which device it is about, where it is about one. */
  readonly device: "microphone" | "camera" | null;

  constructor(code: MediaErrorCode, device: "microphone" | "camera" | null = null, cause?: unknown) {
    super(device ? `${code}: ${device}` : code, { cause });
    this.name = "MediaError";
    this.code = code;
    this.device = device;
  }
}

/** The API's MediaToken. `uid` is 1 for the client and 2 for the reader. */
export interface MediaToken {
  /** "agora" or "browser". */
  provider: string;
  app_id: string | null;
  channel: string;
  uid: number;
  token: string;
  expires_at: string;
  refresh_after_seconds: number;
}

export interface LocalSide {
  audio: MediaStreamTrack | null;
  video: MediaStreamTrack | null;
  muted: boolean;
  cameraOff: boolean;
}

export interface RemoteSide {
  /** The other party's window has joined the media channel. */
  present: boolean;
  audio: MediaStreamTrack | null;
  video: MediaStreamTrack | null;
  muted: boolean;
  cameraOff: boolean;
}

export interface MediaSnapshot {
  /** `connected` while the other party is absent means: we have done our part and wait for them. */
  state: MediaState;
  local: LocalSide;
  remote: RemoteSide;
  error: MediaError | null;
}

export interface MediaConnection {
  readonly provider: "agora" | "browser";
  snapshot(): MediaSnapshot;
  subscribe(listener: () => void): () => void;
  /** Resolves once connected to the service; throws MediaError. May be called again after `failed`. */
  join(): Promise<void>;
  /** Gives up the connection and every device. Final. */
  leave(): Promise<void>;
  setMuted(muted: boolean): Promise<void>;
  /** Turning the camera off releases it, so its light goes out. Throws MediaError when it cannot be had again. */
  setCameraOff(off: boolean): Promise<void>;
  useMicrophone(deviceId: string): Promise<void>;
  useCamera(deviceId: string): Promise<void>;
}

export const NOBODY: RemoteSide = { present: false, audio: null, video: null, muted: false, cameraOff: false };
