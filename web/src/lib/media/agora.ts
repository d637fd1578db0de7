import type { LocalMedia } from "./local-media";
import { type Scheduler, withTimeout } from "@/lib/live/scheduler";
import { Store } from "@/lib/live/store";
import { TokenKeeper } from "./token-keeper";
import { type MediaConnection, MediaError, type MediaSnapshot, type MediaState, type MediaToken, NOBODY } from "./types";

/** The parts of agora-rtc-sdk-ng 4.24 that are used, so that a test can bring a fake. */
export interface AgoraSdk {
  createClient(config: { mode: "rtc"; codec: "vp8" }): AgoraClient;
  createCustomAudioTrack(config: { mediaStreamTrack: MediaStreamTrack }): AgoraLocalTrack;
  createCustomVideoTrack(config: { mediaStreamTrack: MediaStreamTrack }): AgoraLocalTrack;
  setLogLevel(level: number): void;
}

/** Only handed back to the SDK. */
export type AgoraLocalTrack = object;

export interface AgoraRemoteUser {
  uid: number | string;
  audioTrack?: { getMediaStreamTrack(): MediaStreamTrack };
  videoTrack?: { getMediaStreamTrack(): MediaStreamTrack };
}

type Kind = "audio" | "video";
type AgoraState = "DISCONNECTED" | "CONNECTING" | "RECONNECTING" | "CONNECTED" | "DISCONNECTING";

export interface AgoraEvents {
  "connection-state-change": (now: AgoraState, before: AgoraState, reason?: string) => void;
  "user-joined": (user: AgoraRemoteUser) => void;
  "user-left": (user: AgoraRemoteUser, reason: string) => void;
  "user-published": (user: AgoraRemoteUser, kind: Kind | "datachannel") => void;
  "user-unpublished": (user: AgoraRemoteUser, kind: Kind | "datachannel") => void;
  "token-privilege-will-expire": () => void;
  "token-privilege-did-expire": () => void;
}

export interface AgoraClient {
  on<E extends keyof AgoraEvents>(event: E, listener: AgoraEvents[E]): void;
  removeAllListeners(): void;
  join(appId: string, channel: string, token: string, uid: number): Promise<unknown>;
  leave(): Promise<void>;
  publish(tracks: AgoraLocalTrack[]): Promise<void>;
  unpublish(tracks: AgoraLocalTrack[]): Promise<void>;
  subscribe(user: AgoraRemoteUser, kind: Kind): Promise<unknown>;
  renewToken(token: string): Promise<void>;
}

export interface AgoraMediaOptions {
  token: MediaToken;
  fetchToken: () => Promise<MediaToken>;
  isFinal: (error: unknown) => boolean;
  local: LocalMedia;
  scheduler: Scheduler;
  random?: () => number;
  loadSdk?: () => Promise<AgoraSdk>;
}

/** Offline, the SDK's `join()` neither resolves nor rejects. */
const JOIN_TIMEOUT_MS = 15_000;
const LOG_ERRORS_ONLY = 3;

/** The SDK is 400 kB gzipped: it is fetched when a session really is carried by Agora, and never before. */
async function loadAgoraSdk(): Promise<AgoraSdk> {
  const { default: sdk } = await import("agora-rtc-sdk-ng");
  return sdk as unknown as AgoraSdk;
}

/** Voice and video through Agora. */
export class AgoraMediaConnection implements MediaConnection {
  readonly provider = "agora" as const;
  readonly #options: AgoraMediaOptions;
  readonly #local: LocalMedia;
  readonly #store: Store<MediaSnapshot>;
  readonly #unfollowLocal: () => void;
  #sdk: AgoraSdk | null = null;
  #client: AgoraClient | null = null;
  #keeper: TokenKeeper | null = null;
  #closed = false;
  readonly #published = new Map<Kind, { source: MediaStreamTrack; track: AgoraLocalTrack }>();
  /** The SDK does not take a publish while another one is under way. */
  #publishing: Promise<void> = Promise.resolve();

  constructor(options: AgoraMediaOptions) {
    this.#options = options;
    this.#local = options.local;
    this.#store = new Store<MediaSnapshot>({
      state: "connecting",
      local: this.#local.snapshot(),
      remote: NOBODY,
      error: null,
    });
    this.snapshot = this.#store.get;
    this.subscribe = this.#store.subscribe;
    this.#unfollowLocal = this.#local.subscribe(() => {
      this.#update({ local: this.#local.snapshot() });
      this.#publishLocal();
    });
  }

  readonly snapshot: () => MediaSnapshot;
  readonly subscribe: (listener: () => void) => () => void;

  async join(): Promise<void> {
    if (this.#closed || this.#client) return;
    this.#update({ state: "connecting", error: null });
    try {
      await withTimeout(this.#options.scheduler, JOIN_TIMEOUT_MS, this.#join(), () => new MediaError("timeout"));
    } catch (cause) {
      const error = cause instanceof MediaError ? cause : new MediaError("network", null, cause);
      this.#fail(error);
      throw error;
    }
  }

  async leave(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#unfollowLocal();
    this.#dropClient();
    this.#local.close();
    this.#update({ state: "closed", local: this.#local.snapshot(), remote: NOBODY });
    await this.#publishing;
  }

  setMuted(muted: boolean): Promise<void> {
    this.#local.setMuted(muted);
    return Promise.resolve();
  }

  async setCameraOff(off: boolean): Promise<void> {
    if (off) this.#local.closeCamera();
    else await this.#local.openCamera();
  }

  useMicrophone(deviceId: string): Promise<void> {
    return this.#local.openMicrophone(deviceId);
  }

  useCamera(deviceId: string): Promise<void> {
    return this.#local.openCamera(deviceId);
  }

  async #join(): Promise<void> {
    this.#sdk ??= await (this.#options.loadSdk ?? loadAgoraSdk)();
    if (this.#closed) return;
    this.#sdk.setLogLevel(LOG_ERRORS_ONLY);
    const client = this.#sdk.createClient({ mode: "rtc", codec: "vp8" });
    this.#client = client;
    this.#listen(client);
    this.#keeper = new TokenKeeper({
      first: this.#keeper ? await this.#options.fetchToken() : this.#options.token,
      fetchToken: this.#options.fetchToken,
      isFinal: this.#options.isFinal,
      scheduler: this.#options.scheduler,
      random: this.#options.random,
      onRenewed: ({ token }) => {
        // A renewal that the SDK refuses ends in token-privilege-did-expire, which is handled there.
        client.renewToken(token).catch(() => undefined);
      },
      onRefused: (cause) => this.#fail(new MediaError("refused", null, cause)),
    });
    const { app_id, channel, token, uid } = this.#keeper.current();
    if (!app_id) throw new MediaError("refused");
    await client.join(app_id, channel, token, uid);
    if (this.#client !== client) {
      void client.leave(); // it took so long that nobody waits for it any more
      return;
    }
    this.#update({ state: "connected" });
    this.#publishLocal();
    await this.#publishing;
  }

  #listen(client: AgoraClient): void {
    const mine =
      <A extends unknown[]>(listener: (...args: A) => void) =>
      (...args: A) => {
        if (this.#client === client) listener(...args);
      };
    client.on(
      "connection-state-change",
      mine((now, _before, reason) => this.#sdkStateChanged(now, reason)),
    );
    // What they publish is announced next; until then there is nothing to hear or see.
    client.on(
      "user-joined",
      mine(() => this.#updateRemote({ present: true, muted: true, cameraOff: true })),
    );
    client.on(
      "user-left",
      mine(() => this.#update({ remote: NOBODY })),
    );
    client.on(
      "user-published",
      mine((user, kind) => void this.#follow(client, user, kind)),
    );
    client.on(
      "user-unpublished",
      mine((_user, kind) => {
        if (kind === "audio") this.#updateRemote({ audio: null, muted: true });
        if (kind === "video") this.#updateRemote({ video: null, cameraOff: true });
      }),
    );
    client.on(
      "token-privilege-will-expire",
      mine(() => {
        this.#keeper?.renew().catch(() => undefined); // the keeper itself tries again or reports the refusal
      }),
    );
    client.on(
      "token-privilege-did-expire",
      mine(() => {
        this.#dropClient(); // the SDK has left the channel: only joining again helps
        this.#update({ state: "reconnecting", remote: NOBODY });
        this.join().catch(() => undefined); // reported by the state
      }),
    );
  }

  async #follow(client: AgoraClient, user: AgoraRemoteUser, kind: Kind | "datachannel"): Promise<void> {
    if (kind === "datachannel") return;
    try {
      await client.subscribe(user, kind);
    } catch {
      return; // they unpublished or left in the meantime, which comes as an event of its own
    }
    if (this.#client !== client) return;
    if (kind === "audio") {
      this.#updateRemote({ present: true, audio: user.audioTrack?.getMediaStreamTrack() ?? null, muted: false });
    } else {
      this.#updateRemote({ present: true, video: user.videoTrack?.getMediaStreamTrack() ?? null, cameraOff: false });
    }
  }

  #sdkStateChanged(now: AgoraState, reason: string | undefined): void {
    const states: Partial<Record<AgoraState, MediaState>> = {
      CONNECTED: "connected",
      RECONNECTING: "reconnecting",
    };
    const state = states[now];
    if (state) {
      this.#update({ state });
      this.#publishLocal();
    } else if (now === "DISCONNECTED" && this.snapshot().state !== "connecting") {
      this.#fail(new MediaError(reason === "UID_CONFLICT" ? "elsewhere" : "network"));
    }
  }

  /** Brings what is published in line with what is open here, one change after the other. */
  #publishLocal(): void {
    this.#publishing = this.#publishing
      .then(async () => {
        await this.#publishKind("audio");
        await this.#publishKind("video");
      })
      .catch(() => undefined); // cut off by leaving or by a lost connection; joining again publishes again
  }

  async #publishKind(kind: Kind): Promise<void> {
    const client = this.#client;
    const sdk = this.#sdk;
    if (!client || !sdk || this.snapshot().state !== "connected") return;
    const { audio, video, muted } = this.#local.snapshot();
    // Unpublished while muted, because that is how the other side learns of it.
    const source = kind === "audio" ? (muted ? null : audio) : video;
    const present = this.#published.get(kind);
    if (present?.source === source) return;
    if (present) {
      this.#published.delete(kind);
      await client.unpublish([present.track]);
    }
    if (!source) return;
    const track =
      kind === "audio"
        ? sdk.createCustomAudioTrack({ mediaStreamTrack: source })
        : sdk.createCustomVideoTrack({ mediaStreamTrack: source });
    this.#published.set(kind, { source, track });
    await client.publish([track]);
  }

  #fail(error: MediaError): void {
    if (this.#closed) return;
    this.#dropClient();
    this.#update({ state: "failed", error, remote: NOBODY });
  }

  #dropClient(): void {
    const client = this.#client;
    this.#client = null;
    this.#keeper?.stop();
    this.#published.clear();
    if (!client) return;
    client.removeAllListeners();
    client.leave().catch(() => undefined); // it may never have joined
  }

  #updateRemote(change: Partial<MediaSnapshot["remote"]>): void {
    this.#update({ remote: { ...this.snapshot().remote, ...change } });
  }

  #update(change: Partial<MediaSnapshot>): void {
    this.#store.set({ ...this.snapshot(), ...change });
  }
}
