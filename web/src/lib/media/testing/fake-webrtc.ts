import type { SocketLike } from "../relay-link";

/**
 * A world of peer connections and one relay, for tests: enough of the signalling rules of WebRTC that wrong
 * negotiation fails as it would in a browser, and a wire that the test can cut.
 */
export class FakeWorld {
  readonly relay = new FakeRelay();
  /** While set, negotiating works but no packets pass. */
  broken = false;
  readonly #peers = new Map<string, FakePeer>();

  createPeer(): RTCPeerConnection {
    const peer = new FakePeer(this, `peer-${this.#peers.size + 1}`);
    this.#peers.set(peer.id, peer);
    return peer as unknown as RTCPeerConnection;
  }

  peer(id: string): FakePeer | undefined {
    return this.#peers.get(id);
  }

  get built(): FakePeer[] {
    return [...this.#peers.values()];
  }
}

interface FakeSdp {
  peer: string;
  round: number;
  kinds: string[];
}

function read(description: RTCSessionDescriptionInit): FakeSdp {
  return JSON.parse(description.sdp ?? "") as FakeSdp;
}

interface FakeTransceiver {
  sender: { track: MediaStreamTrack | null; replaceTrack: (track: MediaStreamTrack | null) => Promise<void> };
  receiver: { track: { kind: string } };
  direction: RTCRtpTransceiverDirection;
}

export class FakePeer {
  signalingState: RTCSignalingState = "stable";
  connectionState: RTCPeerConnectionState = "new";
  localDescription: RTCSessionDescriptionInit | null = null;
  remoteDescription: RTCSessionDescriptionInit | null = null;
  iceRestarts = 0;
  onnegotiationneeded: (() => void) | null = null;
  onicecandidate: ((event: { candidate: null }) => void) | null = null;
  onconnectionstatechange: (() => void) | null = null;
  ontrack: ((event: { track: { kind: string } }) => void) | null = null;
  readonly id: string;
  readonly #world: FakeWorld;
  readonly #transceivers: FakeTransceiver[] = [];
  #round = 0;
  #needed = false;

  constructor(world: FakeWorld, id: string) {
    this.#world = world;
    this.id = id;
  }

  getTransceivers(): FakeTransceiver[] {
    return this.#transceivers;
  }

  getSenders(): FakeTransceiver["sender"][] {
    return this.#transceivers.map(({ sender }) => sender);
  }

  addTrack(track: MediaStreamTrack): void {
    this.#addTransceiver(track.kind, track, "sendrecv");
  }

  addTransceiver(kind: string, { direction }: { direction: RTCRtpTransceiverDirection }): void {
    this.#addTransceiver(kind, null, direction);
  }

  restartIce(): void {
    this.iceRestarts += 1;
    this.#need();
  }

  setLocalDescription(): Promise<void> {
    if (this.signalingState === "closed") return Promise.reject(new Error("closed"));
    const type = this.signalingState === "have-remote-offer" ? "answer" : "offer";
    if (type === "offer") this.#round += 1;
    const round = type === "answer" ? read(this.remoteDescription as RTCSessionDescriptionInit).round : this.#round;
    const kinds = this.#transceivers.filter(({ sender }) => sender.track).map(({ receiver }) => receiver.track.kind);
    const sdp: FakeSdp = { peer: this.id, round, kinds };
    this.localDescription = { type, sdp: JSON.stringify(sdp) };
    this.signalingState = type === "offer" ? "have-local-offer" : "stable";
    this.onicecandidate?.({ candidate: null });
    if (type === "answer") this.#tryConnect();
    return Promise.resolve();
  }

  setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
    const { type } = description;
    if (type === "answer") {
      if (this.signalingState !== "have-local-offer") return Promise.reject(new Error("answer in wrong state"));
      if (read(description).round !== this.#round) return Promise.reject(new Error("answer to another offer"));
      this.signalingState = "stable";
    } else {
      this.signalingState = "have-remote-offer"; // an own offer is rolled back
    }
    this.remoteDescription = description;
    for (const kind of read(description).kinds) this.ontrack?.({ track: { kind } });
    this.#tryConnect();
    return Promise.resolve();
  }

  addIceCandidate(): Promise<void> {
    return this.remoteDescription ? Promise.resolve() : Promise.reject(new Error("no remote description"));
  }

  close(): void {
    this.signalingState = "closed";
    this.connectionState = "closed";
  }

  /** What the browser does by itself when packets stop coming. */
  wireCut(state: "disconnected" | "failed"): void {
    this.connectionState = state;
    this.onconnectionstatechange?.();
  }

  #addTransceiver(kind: string, track: MediaStreamTrack | null, direction: RTCRtpTransceiverDirection): void {
    const sender = {
      track,
      replaceTrack: (next: MediaStreamTrack | null) => {
        sender.track = next;
        return Promise.resolve();
      },
    };
    this.#transceivers.push({ sender, receiver: { track: { kind } }, direction });
    this.#need();
  }

  /** The browser gathers reasons to negotiate and asks once. */
  #need(): void {
    if (this.#needed) return;
    this.#needed = true;
    queueMicrotask(() => {
      this.#needed = false;
      if (this.signalingState === "stable") this.onnegotiationneeded?.();
    });
  }

  #tryConnect(): void {
    if (this.#world.broken || !this.remoteDescription || !this.localDescription || this.signalingState !== "stable") return;
    const other = this.#world.peer(read(this.remoteDescription).peer);
    if (!other || other.connectionState === "closed" || !other.remoteDescription) return;
    if (read(other.remoteDescription).peer !== this.id || other.signalingState !== "stable") return;
    for (const one of [this, other]) {
      if (one.connectionState === "connected") continue;
      one.connectionState = "connected";
      one.onconnectionstatechange?.();
    }
  }
}

/** The relay of the local run: forwards between the two, tells each about the other, keeps nothing. */
export class FakeRelay {
  /** New sockets fail to open while this is set. */
  down = false;
  readonly urls: string[] = [];
  readonly #sockets = new Map<string, FakeSocket>();

  open(url: string): SocketLike {
    this.urls.push(url);
    const uid = new URL(url, "ws://relay").searchParams.get("uid") as string;
    const socket = new FakeSocket((text) => this.#other(uid)?.deliver(text));
    void afterHandlersAreSet().then(() => {
      if (this.down) {
        socket.drop();
        return;
      }
      this.#sockets.get(uid)?.drop(4001);
      this.#sockets.set(uid, socket);
      socket.onGone = () => {
        if (this.#sockets.get(uid) !== socket) return;
        this.#sockets.delete(uid);
        this.#other(uid)?.deliver(JSON.stringify({ type: "peer", present: false }));
      };
      socket.opened();
      this.#other(uid)?.deliver(JSON.stringify({ type: "peer", present: true }));
    });
    return socket;
  }

  /** Everybody loses the line, as when the relay is restarted. */
  cut(): void {
    this.down = true;
    const sockets = [...this.#sockets.values()];
    this.#sockets.clear();
    for (const socket of sockets) socket.drop();
  }

  #other(uid: string): FakeSocket | undefined {
    return this.#sockets.get(uid === "1" ? "2" : "1");
  }
}

/** A real socket opens in a later task; a few turns of the promise queue stand for that. */
async function afterHandlersAreSet(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await Promise.resolve();
}

class FakeSocket implements SocketLike {
  readyState = 0;
  onopen: ((event: never) => unknown) | null = null;
  onmessage: ((event: { data: unknown }) => unknown) | null = null;
  onclose: ((event: { code: number }) => unknown) | null = null;
  onGone: (() => void) | null = null;
  readonly #forward: (text: string) => void;

  constructor(forward: (text: string) => void) {
    this.#forward = forward;
  }

  opened(): void {
    this.readyState = 1;
    this.onopen?.(undefined as never);
  }

  send(text: string): void {
    queueMicrotask(() => this.#forward(text));
  }

  deliver(text: string): void {
    queueMicrotask(() => {
      if (this.readyState === 1) this.onmessage?.({ data: text });
    });
  }

  close(): void {
    this.drop();
  }

  drop(code = 1006): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.onGone?.();
    queueMicrotask(() => this.onclose?.({ code }));
  }
}
