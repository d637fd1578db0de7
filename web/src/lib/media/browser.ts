import type { LocalMedia } from "./local-media";
import { Negotiator, type Signal } from "./negotiator";
import { RelayLink, type SocketLike } from "./relay-link";
import { type Scheduler, withTimeout } from "@/lib/live/scheduler";
import { Store } from "@/lib/live/store";
import { TokenKeeper } from "./token-keeper";
import { type MediaConnection, MediaError, type MediaSnapshot, type MediaState, type MediaToken, NOBODY } from "./types";

export interface BrowserMediaOptions {
  token: MediaToken;
  fetchToken: () => Promise<MediaToken>;
  isFinal: (error: unknown) => boolean;
  /** Address of the signalling relay, without a query. */
  relayUrl: string;
  local: LocalMedia;
  scheduler: Scheduler;
  random?: () => number;
  /** Names this window; another window of the same person (or the same one reloaded) must differ. */
  windowId?: string;
  openSocket?: (url: string) => SocketLike;
  createPeer?: () => RTCPeerConnection;
  createStream?: () => MediaStream;
}

/**
 * What the two windows say to each other through the relay. `epoch` counts the peer connections built for this pair
 * of windows: whoever finds the present one beyond repair builds the next and the other follows.
 */
type Message =
  | { type: "hello"; from: string; epoch: number; reply: boolean }
  | { type: "bye"; from: string }
  | { type: "tracks"; from: string; to: string; muted: boolean; camera_off: boolean }
  | ({ from: string; to: string; epoch: number } & Signal);

const JOIN_TIMEOUT_MS = 15_000;
/** Time a peer connection gets to come (back) up before it is helped: first a new ICE round, then a new connection. */
const REPAIR_AFTER_MS = 6_000;
/** The polite side waits longer, so that normally only one side repairs. */
const POLITE_EXTRA_MS = 3_000;

/** The facts from which the state of the connection follows. */
export interface BrowserFacts {
  closed: boolean;
  failed: boolean;
  relayOpen: boolean;
  joinedOnce: boolean;
  peerKnown: boolean;
  peer: RTCPeerConnectionState | null;
}

/**
 * Media that flow may outlive the relay; without them, the relay is what counts: with it and nobody on the other
 * side we are `connected` and wait.
 */
export function deriveState(facts: BrowserFacts): MediaState {
  if (facts.closed) return "closed";
  if (facts.failed) return "failed";
  if (facts.peer === "connected") return "connected";
  if (facts.relayOpen && !facts.peerKnown) return "connected";
  return facts.joinedOnce ? "reconnecting" : "connecting";
}

/**
 * Voice and video straight between two browser windows, for runs without an Agora project. Signalling goes through
 * the relay of the local run; no STUN or TURN, so both windows have to be on one machine or network.
 */
export class BrowserMediaConnection implements MediaConnection {
  readonly provider = "browser" as const;
  readonly #options: BrowserMediaOptions;
  readonly #scheduler: Scheduler;
  readonly #local: LocalMedia;
  readonly #me: string;
  readonly #polite: boolean;
  readonly #stream: MediaStream;
  readonly #store: Store<MediaSnapshot>;
  readonly #unfollowLocal: () => void;
  #keeper: TokenKeeper | null = null;
  #link: RelayLink | null = null;
  #joining: { resolve: () => void; reject: (error: MediaError) => void } | null = null;

  #them: string | null = null;
  /** Their window that was last known, also after it was given up. */
  #knownThem: string | null = null;
  /** They have been heard of on the relay since our own line to it came up. */
  #theyAreOnRelay = false;
  /** Our line was away while a connection to them was being made or standing. */
  #lineWasCut = false;
  #epoch = 0;
  #peer: RTCPeerConnection | null = null;
  #negotiator: Negotiator | null = null;
  #cancelRepair: (() => void) | null = null;
  #repairs = 0;

  #closed = false;
  #failed = false;
  #joinedOnce = false;

  constructor(options: BrowserMediaOptions) {
    this.#options = options;
    this.#scheduler = options.scheduler;
    this.#local = options.local;
    this.#me = options.windowId ?? crypto.randomUUID();
    this.#polite = options.token.uid === 1;
    this.#stream = (options.createStream ?? (() => new MediaStream()))();
    this.#store = new Store<MediaSnapshot>({
      state: "connecting",
      local: this.#local.snapshot(),
      remote: NOBODY,
      error: null,
    });
    this.snapshot = this.#store.get;
    this.subscribe = this.#store.subscribe;
    this.#unfollowLocal = this.#local.subscribe(() => this.#localChanged());
  }

  readonly snapshot: () => MediaSnapshot;
  readonly subscribe: (listener: () => void) => () => void;

  async join(): Promise<void> {
    if (this.#closed || this.#link) return;
    this.#failed = false;
    this.#update({ error: null });
    this.#keeper = new TokenKeeper({
      first: this.#keeper?.current() ?? this.#options.token,
      fetchToken: this.#options.fetchToken,
      isFinal: this.#options.isFinal,
      scheduler: this.#scheduler,
      random: this.#options.random,
      onRenewed: () => undefined, // the relay looks at a token only when a socket opens
      onRefused: (cause) => this.#fail(new MediaError("refused", null, cause)),
    });
    const joined = new Promise<void>((resolve, reject) => {
      this.#joining = { resolve, reject };
    });
    this.#link = new RelayLink({
      connect: (attempt) => this.#openSocket(attempt),
      scheduler: this.#scheduler,
      random: this.#options.random,
      onOpen: () => this.#relayOpened(),
      onMessage: (message) => this.#received(message as Message & { present?: boolean }),
      onDown: () => this.#refresh(),
      onReplaced: () => this.#fail(new MediaError("elsewhere")),
    });
    try {
      await withTimeout(this.#scheduler, JOIN_TIMEOUT_MS, joined, () => new MediaError("timeout"));
    } catch (error) {
      this.#fail(error instanceof MediaError ? error : new MediaError("network", null, error));
      throw error;
    }
  }

  leave(): Promise<void> {
    if (this.#closed) return Promise.resolve();
    this.#link?.send({ type: "bye", from: this.#me } satisfies Message);
    this.#closed = true;
    this.#joining?.reject(new MediaError("refused"));
    this.#stopService();
    this.#unfollowLocal();
    this.#local.close();
    this.#update({ local: this.#local.snapshot(), remote: NOBODY });
    return Promise.resolve();
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

  /** The network is back: do not sit out a pause. */
  retryNow(): void {
    this.#link?.retryNow();
  }

  // --- relay -------------------------------------------------------------------------------------------------------

  async #openSocket(attempt: number): Promise<SocketLike> {
    const keeper = this.#keeper as TokenKeeper;
    // A browser does not tell why a socket was refused; an outdated token is one reason, and cheap to rule out.
    const { channel, uid, token } = attempt === 0 ? keeper.current() : await keeper.renew();
    const query = new URLSearchParams({ channel, uid: String(uid), token });
    const open = this.#options.openSocket ?? ((url: string) => new WebSocket(url) as SocketLike);
    return open(`${this.#options.relayUrl}?${query}`);
  }

  #relayOpened(): void {
    this.#joinedOnce = true;
    this.#joining?.resolve();
    this.#joining = null;
    this.#theyAreOnRelay = false;
    this.#lineWasCut = this.#them !== null;
    this.#hello(true);
    this.#refresh();
  }

  #hello(reply: boolean): void {
    this.#link?.send({ type: "hello", from: this.#me, epoch: this.#epoch, reply } satisfies Message);
  }

  #received(message: Message | { type: "peer"; present?: boolean }): void {
    if (this.#closed) return;
    switch (message.type) {
      case "peer":
        // Their socket going away says nothing about media that flow; without those, they are gone.
        this.#theyAreOnRelay = message.present === true;
        if (message.present) this.#hello(true);
        else if (this.#peer?.connectionState !== "connected") this.#forgetThem();
        break;
      case "hello":
        this.#theyAreOnRelay = true;
        this.#greeted(message.from, message.epoch);
        if (message.reply) this.#hello(false);
        break;
      case "bye":
        if (message.from === this.#them) this.#forgetThem();
        break;
      case "tracks":
        if (message.from !== this.#them || message.to !== this.#me) break;
        this.#updateRemote({ muted: message.muted, cameraOff: message.camera_off });
        break;
      case "description":
      case "candidate":
        if (message.from !== this.#them || message.to !== this.#me || message.epoch < this.#epoch) break;
        if (message.epoch > this.#epoch) this.#build(message.epoch);
        void this.#negotiator?.receive(message);
        break;
    }
    this.#refresh();
  }

  #greeted(from: string, epoch: number): void {
    if (from !== this.#them) {
      // A new window shares nothing with us. One that was given up may still hold on to the old connection.
      const next = from === this.#knownThem ? Math.max(epoch, this.#epoch) + 1 : 0;
      this.#them = from;
      this.#knownThem = from;
      this.#repairs = 0;
      this.#build(next);
      if (next > 0) this.#hello(false);
    } else if (epoch > this.#epoch) {
      this.#build(epoch);
    } else if (this.#lineWasCut && (this.#peer?.connectionState !== "connected" || this.#peer.signalingState !== "stable")) {
      this.#build(this.#epoch + 1); // half of a negotiation may have been lost with the line
      this.#hello(false);
    }
    this.#lineWasCut = false;
    this.#sayTracks();
  }

  // --- peer connection ---------------------------------------------------------------------------------------------

  #build(epoch: number): void {
    this.#dropPeer();
    this.#epoch = epoch;
    const peer = (this.#options.createPeer ?? (() => new RTCPeerConnection()))();
    this.#peer = peer;
    this.#negotiator = new Negotiator(
      peer,
      this.#polite,
      (signal) => {
        if (!this.#them) return;
        this.#link?.send({ ...signal, from: this.#me, to: this.#them, epoch } satisfies Message);
      },
      () => this.#repairSoon(0),
    );
    peer.ontrack = ({ track }) => {
      if (this.#peer !== peer) return;
      this.#updateRemote(track.kind === "audio" ? { audio: track } : { video: track });
    };
    peer.onconnectionstatechange = () => {
      if (this.#peer === peer) this.#peerChanged(peer);
    };
    this.#updateRemote({ audio: null, video: null });
    this.#publish();
    const nothingToSend = peer.getSenders().every((sender) => !sender.track);
    if (nothingToSend && !this.#polite) peer.addTransceiver("audio", { direction: "recvonly" });
    this.#repairSoon(REPAIR_AFTER_MS);
  }

  #peerChanged(peer: RTCPeerConnection): void {
    if (peer.connectionState === "connected") {
      this.#cancelRepair?.();
      this.#cancelRepair = null;
      this.#repairs = 0;
    } else if (peer.connectionState === "failed") {
      this.#repairSoon(0);
    } else if (peer.connectionState === "disconnected") {
      this.#repairSoon(REPAIR_AFTER_MS / 2);
    }
    this.#refresh();
  }

  #repairSoon(ms: number): void {
    this.#cancelRepair?.();
    const wait = ms + (this.#polite ? POLITE_EXTRA_MS : 0);
    this.#cancelRepair = this.#scheduler.after(wait, () => this.#repair());
  }

  #repair(): void {
    const peer = this.#peer;
    if (!peer || peer.connectionState === "connected") return;
    if (this.#link?.isOpen) {
      if (!this.#theyAreOnRelay) {
        this.#forgetThem();
        this.#refresh();
        return;
      }
      this.#repairs += 1;
      if (this.#repairs % 2 === 1 && peer.signalingState === "stable") {
        peer.restartIce();
      } else {
        this.#build(this.#epoch + 1);
        this.#hello(true);
        return;
      }
    }
    this.#repairSoon(REPAIR_AFTER_MS);
  }

  #forgetThem(): void {
    this.#them = null;
    this.#dropPeer();
    this.#store.set({ ...this.snapshot(), remote: NOBODY });
  }

  #dropPeer(): void {
    this.#cancelRepair?.();
    this.#cancelRepair = null;
    this.#negotiator?.close();
    this.#negotiator = null;
    if (this.#peer) {
      this.#peer.ontrack = null;
      this.#peer.onconnectionstatechange = null;
      this.#peer.close();
    }
    this.#peer = null;
  }

  // --- local side --------------------------------------------------------------------------------------------------

  #localChanged(): void {
    this.#update({ local: this.#local.snapshot() });
    this.#publish();
    this.#sayTracks();
  }

  #publish(): void {
    const peer = this.#peer;
    if (!peer) return;
    const { audio, video } = this.#local.snapshot();
    for (const [kind, track] of [
      ["audio", audio],
      ["video", video],
    ] as const) {
      const sender = peer
        .getTransceivers()
        .find((one) => one.sender.track?.kind === kind || (one.receiver.track.kind === kind && isSending(one)))?.sender;
      if (sender) void sender.replaceTrack(track);
      else if (track) peer.addTrack(track, this.#stream);
    }
  }

  #sayTracks(): void {
    if (!this.#them) return;
    const { muted, audio, cameraOff } = this.#local.snapshot();
    this.#link?.send({
      type: "tracks",
      from: this.#me,
      to: this.#them,
      muted: muted || !audio,
      camera_off: cameraOff,
    } satisfies Message);
  }

  // --- state -------------------------------------------------------------------------------------------------------

  #fail(error: MediaError): void {
    if (this.#closed || this.#failed) return;
    this.#failed = true;
    this.#joining?.reject(error);
    this.#stopService();
    this.#update({ error, remote: NOBODY });
  }

  #stopService(): void {
    this.#joining = null;
    this.#keeper?.stop();
    this.#link?.close();
    this.#link = null;
    this.#them = null;
    this.#dropPeer();
  }

  #refresh(): void {
    this.#updateRemote({});
  }

  #updateRemote(change: Partial<MediaSnapshot["remote"]>): void {
    const remote = { ...this.snapshot().remote, ...change, present: this.#them !== null };
    const before = this.snapshot().remote;
    const same = (Object.keys(remote) as (keyof typeof remote)[]).every((key) => remote[key] === before[key]);
    this.#update(same ? {} : { remote });
  }

  #update(change: Partial<MediaSnapshot>): void {
    const state = deriveState({
      closed: this.#closed,
      failed: this.#failed,
      relayOpen: this.#link?.isOpen ?? false,
      joinedOnce: this.#joinedOnce,
      peerKnown: this.#them !== null,
      peer: this.#peer?.connectionState ?? null,
    });
    this.#store.set({ ...this.snapshot(), ...change, state });
  }
}

function isSending(transceiver: RTCRtpTransceiver): boolean {
  return transceiver.direction === "sendrecv" || transceiver.direction === "sendonly";
}
