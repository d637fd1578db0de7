import type { Modality } from "@/lib/api/types";
import { Store } from "@/lib/live/store";
import type { MediaDevicesLike } from "@/lib/media/devices";
import { LocalMedia, openForModality } from "@/lib/media/local-media";
import { type LocalSide, type MediaConnection, MediaError, type MediaSnapshot } from "@/lib/media/types";

/**
 * - `idle`: nothing asked for yet;
 * - `opening`: waiting for the person or the browser to hand over devices;
 * - `ready`: all devices are open; `blocked`: at least one is not, and the person decides how to go on;
 * - `joining`, `joined`: on the way into, or in, the media channel; `failed`: joining did not work.
 */
export type MediaStage = "idle" | "opening" | "ready" | "blocked" | "joining" | "joined" | "failed";

export interface RoomMediaSnapshot {
  stage: MediaStage;
  local: LocalSide;
  deviceErrors: readonly MediaError[];
  /** Why joining failed: a MediaError, or what the API said. */
  joinError: unknown;
  provider: MediaConnection["provider"] | null;
  connection: MediaSnapshot | null;
}

export interface RoomMediaOptions {
  devices: () => MediaDevicesLike;
  connect: (local: LocalMedia) => Promise<MediaConnection>;
  /** True while this person's media really are in the channel. */
  onPresence: (present: boolean) => void;
}

const NO_DEVICES: LocalSide = { audio: null, video: null, muted: false, cameraOff: true };

const NOTHING: RoomMediaSnapshot = {
  stage: "idle",
  local: NO_DEVICES,
  deviceErrors: [],
  joinError: null,
  provider: null,
  connection: null,
};

/** One person's voice and video in one session: from the device check to the channel, and back out. */
export class RoomMedia {
  readonly snapshot: () => RoomMediaSnapshot;
  readonly subscribe: (listener: () => void) => () => void;
  readonly #options: RoomMediaOptions;
  readonly #store = new Store<RoomMediaSnapshot>(NOTHING);
  #local: LocalMedia | null = null;
  #connection: MediaConnection | null = null;
  #unfollow: (() => void)[] = [];

  constructor(options: RoomMediaOptions) {
    this.#options = options;
    this.snapshot = this.#store.get;
    this.subscribe = this.#store.subscribe;
  }

  /** Asks for the devices that `modality` needs. Called again, it tries again what was refused. */
  async open(modality: Exclude<Modality, "text">): Promise<void> {
    const { stage } = this.snapshot();
    if (stage !== "idle" && stage !== "blocked") return;
    this.#set({ stage: "opening", deviceErrors: [] });
    let local: LocalMedia;
    let deviceErrors: MediaError[];
    try {
      local = this.#local ?? this.#newLocal();
      deviceErrors = await openForModality(local, modality);
    } catch (error) {
      this.#set({ stage: "blocked", deviceErrors: [asMediaError(error)] });
      return;
    }
    if (local !== this.#local) return; // stopped in the meantime
    this.#set({ stage: deviceErrors.length === 0 ? "ready" : "blocked", deviceErrors });
  }

  /** Enters the channel with whatever devices are open. */
  async join(): Promise<void> {
    const { stage } = this.snapshot();
    if (stage !== "ready" && stage !== "blocked" && stage !== "failed") return;
    const local = (this.#local ??= this.#newLocal());
    this.#set({ stage: "joining", joinError: null });
    try {
      this.#connection ??= await this.#connect(local);
      await this.#connection.join();
      if (this.#local === local) this.#set({ stage: "joined" });
      this.#tellPresence();
    } catch (joinError) {
      if (this.#local === local) this.#set({ stage: "failed", joinError });
    }
  }

  setMuted(muted: boolean): void {
    this.#local?.setMuted(muted);
  }

  /** Rejects with MediaError when the camera cannot be had. */
  async setCameraOff(off: boolean): Promise<void> {
    if (off) this.#local?.closeCamera();
    else await this.#local?.openCamera();
  }

  async useMicrophone(deviceId: string): Promise<void> {
    await this.#local?.openMicrophone(deviceId);
  }

  async useCamera(deviceId: string): Promise<void> {
    await this.#local?.openCamera(deviceId);
  }

  /** Leaves the channel and gives every device back. It may be opened anew afterwards. */
  stop(): void {
    for (const unfollow of this.#unfollow) unfollow();
    this.#unfollow = [];
    void this.#connection?.leave();
    this.#connection = null;
    this.#local?.close();
    this.#local = null;
    this.#store.set(NOTHING);
  }

  #newLocal(): LocalMedia {
    const local = new LocalMedia(this.#options.devices());
    this.#local = local;
    this.#unfollow.push(local.subscribe(() => this.#set({ local: local.snapshot() })));
    return local;
  }

  async #connect(local: LocalMedia): Promise<MediaConnection> {
    const connection = await this.#options.connect(local);
    if (this.#local !== local) {
      void connection.leave();
      throw new MediaError("refused");
    }
    const follow = () => {
      this.#set({ connection: connection.snapshot() });
      this.#tellPresence();
    };
    this.#unfollow.push(connection.subscribe(follow));
    this.#set({ provider: connection.provider, connection: connection.snapshot() });
    return connection;
  }

  #tellPresence(): void {
    const { stage, connection } = this.snapshot();
    if (stage !== "joined" || !connection) return;
    if (connection.state === "failed") this.#set({ stage: "failed", joinError: connection.error });
    this.#options.onPresence(connection.state === "connected");
  }

  #set(change: Partial<RoomMediaSnapshot>): void {
    this.#store.set({ ...this.snapshot(), ...change });
  }
}

function asMediaError(error: unknown): MediaError {
  return error instanceof MediaError ? error : new MediaError("not_supported", null, error);
}
