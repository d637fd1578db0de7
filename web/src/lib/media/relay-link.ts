import { backoffMs, type Scheduler } from "@/lib/live/scheduler";

/** The part of a WebSocket that is used, so that tests can bring their own. */
export interface SocketLike {
  readyState: number;
  send(text: string): void;
  close(): void;
  onopen: ((event: never) => unknown) | null;
  onmessage: ((event: { data: unknown }) => unknown) | null;
  onclose: ((event: { code: number }) => unknown) | null;
}

export interface RelayLinkOptions {
  /** Opens a socket; called again for each reconnect. May reject, which counts as a failed attempt. */
  connect: (attempt: number) => Promise<SocketLike>;
  scheduler: Scheduler;
  random?: () => number;
  onOpen: () => void;
  onMessage: (message: unknown) => void;
  onDown: () => void;
  /** The relay gave our place to the same party in another window; the line does not come back by itself. */
  onReplaced: () => void;
}

const OPEN = 1;
/** Close code of the relay for a party that has joined again elsewhere. */
const REPLACED = 4001;

/** A line to the signalling relay that comes back by itself, with growing pauses, until it is closed. */
export class RelayLink {
  readonly #options: RelayLinkOptions;
  #socket: SocketLike | null = null;
  #attempt = 0;
  #closed = false;
  #cancelRetry: (() => void) | null = null;

  constructor(options: RelayLinkOptions) {
    this.#options = options;
    void this.#connect();
  }

  get isOpen(): boolean {
    return this.#socket?.readyState === OPEN;
  }

  /** False when the line is down: nothing is queued, whoever cares says it again on `onOpen`. */
  send(message: object): boolean {
    if (!this.#socket || !this.isOpen) return false;
    this.#socket.send(JSON.stringify(message));
    return true;
  }

  /** Skips what is left of a pause, for example because the network is back. */
  retryNow(): void {
    if (!this.#cancelRetry) return;
    this.#cancelRetry();
    void this.#connect();
  }

  close(): void {
    this.#closed = true;
    this.#cancelRetry?.();
    this.#socket?.close();
  }

  async #connect(): Promise<void> {
    this.#cancelRetry = null;
    let socket: SocketLike;
    try {
      socket = await this.#options.connect(this.#attempt);
    } catch {
      this.#retryLater();
      return;
    }
    if (this.#closed) {
      socket.close();
      return;
    }
    this.#socket = socket;
    socket.onopen = () => {
      this.#attempt = 0;
      this.#options.onOpen();
    };
    socket.onmessage = ({ data }) => {
      if (this.#closed || typeof data !== "string") return;
      const message = parse(data);
      if (message !== undefined) this.#options.onMessage(message);
    };
    socket.onclose = ({ code }) => {
      if (this.#socket !== socket) return;
      this.#socket = null;
      if (this.#closed) return;
      if (code === REPLACED) {
        this.#options.onReplaced();
        return;
      }
      this.#options.onDown();
      this.#retryLater();
    };
  }

  #retryLater(): void {
    if (this.#closed) return;
    const ms = backoffMs(this.#attempt++, this.#options.random);
    this.#cancelRetry = this.#options.scheduler.after(ms, () => void this.#connect());
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // whatever it is, it is not ours
  }
}
