import { type MediaDevicesLike, openCamera, openMicrophone } from "./devices";
import { Store } from "@/lib/live/store";
import { type LocalSide, MediaError } from "./types";

/**
 * This person's microphone and camera: opened once, shown in the device check, then handed to a connection.
 *
 * Owns the tracks. Whoever publishes them subscribes and follows: a track may be replaced (another device) or become
 * null (camera off, device unplugged).
 */
export class LocalMedia {
  readonly #devices: MediaDevicesLike;
  readonly #store: Store<LocalSide>;
  #microphoneId: string | undefined;
  #cameraId: string | undefined;
  #closed = false;

  constructor(devices: MediaDevicesLike) {
    this.#devices = devices;
    this.#store = new Store<LocalSide>({ audio: null, video: null, muted: false, cameraOff: true });
    this.subscribe = this.#store.subscribe;
    this.snapshot = this.#store.get;
  }

  readonly snapshot: () => LocalSide;
  readonly subscribe: (listener: () => void) => () => void;

  /** Opens (another) microphone; the one in use stays until the new one is there. Throws MediaError. */
  async openMicrophone(deviceId = this.#microphoneId): Promise<void> {
    const track = await openMicrophone(this.#devices, deviceId);
    if (this.#discardIfClosed(track)) return;
    this.#microphoneId = deviceId;
    const { audio, muted } = this.snapshot();
    audio?.stop();
    track.enabled = !muted;
    track.addEventListener("ended", () => this.#lost("audio", track));
    this.#update({ audio: track });
  }

  /** Opens (another) camera. Throws MediaError. */
  async openCamera(deviceId = this.#cameraId): Promise<void> {
    const track = await openCamera(this.#devices, deviceId);
    if (this.#discardIfClosed(track)) return;
    this.#cameraId = deviceId;
    this.snapshot().video?.stop();
    track.addEventListener("ended", () => this.#lost("video", track));
    this.#update({ video: track, cameraOff: false });
  }

  closeCamera(): void {
    this.snapshot().video?.stop();
    this.#update({ video: null, cameraOff: true });
  }

  setMuted(muted: boolean): void {
    const { audio } = this.snapshot();
    if (audio) audio.enabled = !muted;
    this.#update({ muted });
  }

  /** Stops everything; later openings give their device straight back. */
  close(): void {
    this.#closed = true;
    const { audio, video } = this.snapshot();
    audio?.stop();
    video?.stop();
    this.#update({ audio: null, video: null, cameraOff: true });
  }

  #lost(kind: "audio" | "video", track: MediaStreamTrack): void {
    if (this.snapshot()[kind] !== track) return;
    this.#update(kind === "audio" ? { audio: null } : { video: null, cameraOff: true });
  }

  #discardIfClosed(track: MediaStreamTrack): boolean {
    if (this.#closed) track.stop();
    return this.#closed;
  }

  #update(change: Partial<LocalSide>): void {
    this.#store.set({ ...this.snapshot(), ...change });
  }
}

/**
 * Opens what a modality needs. A missing camera or microphone does not keep anybody out of a session they pay for:
 * the errors are returned to be shown, and the person takes part with what there is.
 */
export async function openForModality(media: LocalMedia, modality: "voice" | "video"): Promise<MediaError[]> {
  const errors: MediaError[] = [];
  const attempt = async (open: () => Promise<void>) => {
    try {
      await open();
    } catch (error) {
      if (!(error instanceof MediaError)) throw error;
      errors.push(error);
    }
  };
  await attempt(() => media.openMicrophone());
  if (modality === "video") await attempt(() => media.openCamera());
  return errors;
}
