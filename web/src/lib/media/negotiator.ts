/**
 * "Perfect negotiation" (W3C WebRTC, section 10.7): both sides may offer at any time; when two offers cross, the
 * polite side takes its own back and the other ignores what it got.
 *
 * One thing is kept simpler: the first offer is always the impolite side's. Crossing there would be the rule and not the
 * exception, and Chromium may gather no candidates at all after an offer was taken back before its first candidate.
 */

export type Signal =
  { type: "description"; description: RTCSessionDescriptionInit } | { type: "candidate"; candidate: RTCIceCandidateInit | null };

/** The part of RTCPeerConnection that negotiating needs. */
export interface NegotiablePeer {
  readonly signalingState: RTCSignalingState;
  readonly localDescription: RTCSessionDescriptionInit | null;
  setLocalDescription(): Promise<void>;
  setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void>;
  addIceCandidate(candidate?: RTCIceCandidateInit | null): Promise<void>;
  onnegotiationneeded: ((event: Event) => unknown) | null;
  onicecandidate: ((event: RTCPeerConnectionIceEvent) => unknown) | null;
}

export class Negotiator {
  readonly #peer: NegotiablePeer;
  readonly #polite: boolean;
  readonly #send: (signal: Signal) => void;
  readonly #onError: (error: unknown) => void;
  /** The polite side answers before it offers. */
  #mayOffer: boolean;
  #makingOffer = false;
  #settingAnswer = false;
  #ignoringOffer = false;
  #closed = false;
  /** Signals are applied strictly one after the other: a candidate must not overtake its description. */
  #queue: Promise<void> = Promise.resolve();

  constructor(peer: NegotiablePeer, polite: boolean, send: (signal: Signal) => void, onError: (error: unknown) => void) {
    this.#peer = peer;
    this.#polite = polite;
    this.#mayOffer = !polite;
    this.#send = send;
    this.#onError = onError;
    peer.onnegotiationneeded = () => this.#offer();
    peer.onicecandidate = ({ candidate }) => this.#send({ type: "candidate", candidate: candidate ? candidate.toJSON() : null });
  }

  receive(signal: Signal): Promise<void> {
    this.#queue = this.#queue.then(() => this.#apply(signal)).catch((error: unknown) => this.#report(error));
    return this.#queue;
  }

  close(): void {
    this.#closed = true;
    this.#peer.onnegotiationneeded = null;
    this.#peer.onicecandidate = null;
  }

  async #offer(): Promise<void> {
    // What is held back here is not lost: it goes into the answer, or the event comes again once that is given.
    if (!this.#mayOffer) return;
    try {
      this.#makingOffer = true;
      await this.#peer.setLocalDescription();
      this.#sendLocalDescription();
    } catch (error) {
      this.#report(error);
    } finally {
      this.#makingOffer = false;
    }
  }

  async #apply(signal: Signal): Promise<void> {
    if (this.#closed) return;
    if (signal.type === "candidate") {
      try {
        await this.#peer.addIceCandidate(signal.candidate);
      } catch (error) {
        if (!this.#ignoringOffer) throw error; // candidates of an offer that was ignored are expected to fail
      }
      return;
    }
    const { description } = signal;
    const readyForOffer = !this.#makingOffer && (this.#peer.signalingState === "stable" || this.#settingAnswer);
    const collision = description.type === "offer" && !readyForOffer;
    this.#ignoringOffer = !this.#polite && collision;
    if (this.#ignoringOffer) return;
    this.#settingAnswer = description.type === "answer";
    try {
      await this.#peer.setRemoteDescription(description); // rolls our own offer back where that is needed
    } finally {
      this.#settingAnswer = false;
    }
    if (description.type !== "offer") return;
    await this.#peer.setLocalDescription();
    this.#sendLocalDescription();
    this.#mayOffer = true;
  }

  #sendLocalDescription(): void {
    const description = this.#peer.localDescription;
    if (description && !this.#closed) this.#send({ type: "description", description });
  }

  #report(error: unknown): void {
    if (!this.#closed) this.#onError(error);
  }
}
