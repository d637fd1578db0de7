import type { Scheduler } from "@/lib/live/scheduler";
import { Store } from "@/lib/live/store";
import { SessionClock } from "./clock";
import type { Session } from "@/lib/api/types";

export type SessionAction = "accept" | "decline" | "cancel" | "end";

/** The requests of one session. Every method may reject; `SessionPort.trouble` says what a rejection means. */
export interface SessionPort {
  get(etag: string | null): Promise<{ session: Session; etag: string | null } | "unchanged">;
  act(action: SessionAction): Promise<Session>;
  /** With `leaving` the request must outlive the page (fetch keepalive). */
  heartbeat(leaving: boolean): Promise<Session>;
  /**
   * - unreachable: no answer or a passing fault, worth trying again;
   * - changed: refused because the session has moved on, so what is shown is out of date;
   * - denied: there is no such session for this person.
   */
  trouble(error: unknown): Trouble;
}

export type Trouble = "unreachable" | "changed" | "denied";

export interface LiveSnapshot {
  session: Session | null;
  /** The last request got no answer: what is shown may be out of date. */
  unreachable: boolean;
  denied: boolean;
  /** This page has joined: it proves that this person is here. */
  joined: boolean;
}

const POLL_MS = 5_000;
const POLL_SOON_MS = 2_000;

export function isOver(session: Session): boolean {
  return session.state === "ended" || session.state === "finalized";
}

/** Somebody is waiting for something to happen, so the page asks more often. */
function isExpectant(session: Session): boolean {
  return session.state === "created" || session.state === "waiting" || session.state === "reconnecting";
}

/**
 * Keeps one session up to date, and once joined proves this person's presence by heartbeats.
 *
 * A heartbeat's answer says all that a poll would, so while heartbeats are answered and the session is active nothing
 * else is asked; the session is polled in all other states, and when a heartbeat failed.
 *
 * Presence is claimed only while it is true: `setPresent(false)` (media lost) makes the heartbeats stop, so that nobody
 * is charged for a call that cannot be heard; `setPresent(true)` sends one at once.
 */
export class LiveSessionStore {
  readonly clock = new SessionClock();
  readonly snapshot: () => LiveSnapshot;
  readonly subscribe: (listener: () => void) => () => void;
  readonly #port: SessionPort;
  readonly #scheduler: Scheduler;
  readonly #store = new Store<LiveSnapshot>({ session: null, unreachable: false, denied: false, joined: false });
  #etag: string | null = null;
  #running = false;
  #polling = false;
  #present = false;
  /** The last heartbeat was answered. */
  #beatsReach = false;
  #cancelPoll: (() => void) | null = null;
  #cancelBeat: (() => void) | null = null;

  constructor(port: SessionPort, scheduler: Scheduler) {
    this.#port = port;
    this.#scheduler = scheduler;
    this.snapshot = this.#store.get;
    this.subscribe = this.#store.subscribe;
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    void this.#poll();
    if (this.snapshot().joined) this.#beat();
  }

  stop(): void {
    this.#running = false;
    this.#cancelPoll?.();
    this.#cancelBeat?.();
  }

  /** Says that this page takes part from now on. */
  join(): void {
    this.#set({ joined: true });
    this.setPresent(true);
  }

  setPresent(present: boolean): void {
    const became = present && !this.#present;
    this.#present = present;
    if (became) this.#beat();
    else if (!present) this.#pollIfNeeded();
  }

  /** The page is visible again, or the network is back: ask and prove at once. */
  catchUp(): void {
    if (!this.#running) return;
    this.#beat();
    void this.#poll();
  }

  /** Something happened that the server may know more of, such as the other party's going: ask at once. */
  refresh(): void {
    void this.#poll();
  }

  /** Tells the server that this person goes, without ending the session. Sent so that it outlives the page. */
  leave(): void {
    const { session, joined } = this.snapshot();
    if (!joined || !session || isOver(session)) return;
    this.#set({ joined: false });
    this.#present = false;
    this.#cancelBeat?.();
    this.#pollIfNeeded();
    this.#port.heartbeat(true).then(
      (answer) => this.#ingest(answer),
      () => undefined, // silence says the same a little later
    );
  }

  /** Rejects with what the API said, after bringing the page up to date. */
  async act(action: SessionAction): Promise<Session> {
    try {
      const session = await this.#port.act(action);
      this.#ingest(session);
      this.#schedulePoll();
      return session;
    } catch (error) {
      if (this.#port.trouble(error) === "changed") await this.#poll();
      throw error;
    }
  }

  async #poll(): Promise<void> {
    this.#cancelPoll?.();
    this.#cancelPoll = null;
    if (this.#polling || !this.#running) return;
    this.#polling = true;
    try {
      const answer = await this.#port.get(this.#etag);
      if (answer === "unchanged") this.#set({ unreachable: false });
      else {
        this.#ingest(answer.session);
        this.#etag = answer.etag;
      }
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#polling = false;
    }
    this.#schedulePoll();
  }

  /** Begins or ends polling as things stand; a poll that is due already keeps its time. */
  #pollIfNeeded(): void {
    if (this.#beatsTell() || !this.#cancelPoll) this.#schedulePoll();
  }

  #schedulePoll(): void {
    this.#cancelPoll?.();
    this.#cancelPoll = null;
    const { session, denied } = this.snapshot();
    if (!this.#running || denied || this.#beatsTell() || (session && isOver(session))) return;
    const ms = session && isExpectant(session) ? POLL_SOON_MS : POLL_MS;
    this.#cancelPoll = this.#scheduler.after(ms, () => void this.#poll());
  }

  /** Whether the answers of heartbeats keep the page up to date. */
  #beatsTell(): boolean {
    const { session, joined } = this.snapshot();
    return joined && this.#present && this.#beatsReach && session?.state === "active";
  }

  #beat(): void {
    this.#cancelBeat?.();
    const { session, joined } = this.snapshot();
    if (!this.#running || !joined || !this.#present || !session || isOver(session)) return;
    this.#port.heartbeat(false).then(
      (answer) => {
        this.#beatsReach = true;
        this.#ingest(answer);
        this.#pollIfNeeded();
      },
      (error: unknown) => {
        this.#beatsReach = false;
        this.#failed(error);
        if (this.#port.trouble(error) === "changed") void this.#poll();
        else this.#pollIfNeeded();
      },
    );
    this.#cancelBeat = this.#scheduler.after(session.heartbeat_seconds * 1000, () => this.#beat());
  }

  #failed(error: unknown): void {
    const trouble = this.#port.trouble(error);
    if (trouble === "unreachable") this.#set({ unreachable: true });
    if (trouble === "denied") this.#set({ denied: true });
  }

  #ingest(session: Session): void {
    const known = this.snapshot().session;
    this.#etag = null; // it belonged to an older answer
    // Answers may overtake each other; RFC 3339 in UTC with milliseconds sorts as text.
    if (known && (session.server_time < known.server_time || (isOver(known) && !isOver(session)))) {
      this.#set({ unreachable: false });
      return;
    }
    this.clock.ingest(session, this.#scheduler.now());
    this.#set({ session, unreachable: false });
  }

  #set(change: Partial<LiveSnapshot>): void {
    this.#store.set({ ...this.snapshot(), ...change });
  }
}
