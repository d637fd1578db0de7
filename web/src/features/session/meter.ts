import type { Scheduler } from "@/lib/live/scheduler";
import { Store } from "@/lib/live/store";

import { isOver, type LiveSessionStore } from "./live-session-store";
import { LowFundsWatch, secondsLeft, secondsOfBookingLeft, type LowFundsMark } from "./low-funds";

export interface MeterReading {
  /** Time for which both were connected, as far as this page knows. */
  connectedSeconds: number;
  /** Time that is paid for or that the balance pays; null for whoever does not pay. Of a booked reading, its time, for both. */
  secondsLeft: number | null;
  /** The server's time in whole seconds since 1970, for countdowns. */
  serverSeconds: number;
}

/** Often enough that no second is seen to be skipped. */
const TICK_MS = 250;

/** The figures that change by themselves between two answers of the server, second by second. */
export class Meter {
  readonly snapshot: () => MeterReading;
  readonly subscribe: (listener: () => void) => () => void;
  readonly #live: LiveSessionStore;
  readonly #scheduler: Scheduler;
  readonly #onLowFunds: (mark: LowFundsMark) => void;
  readonly #watch = new LowFundsWatch();
  readonly #store = new Store<MeterReading>({ connectedSeconds: 0, secondsLeft: null, serverSeconds: 0 });
  #cancel: (() => void) | null = null;

  constructor(live: LiveSessionStore, scheduler: Scheduler, onLowFunds: (mark: LowFundsMark) => void) {
    this.#live = live;
    this.#scheduler = scheduler;
    this.#onLowFunds = onLowFunds;
    this.snapshot = this.#store.get;
    this.subscribe = this.#store.subscribe;
  }

  start(): void {
    if (this.#cancel) return;
    this.#tick();
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  #tick(): void {
    this.#cancel = this.#scheduler.after(TICK_MS, () => this.#tick());
    const { session } = this.#live.snapshot();
    if (!session) return;
    const { connectedSeconds, serverNowMs } = this.#live.clock.read(this.#scheduler.now());
    const left = session.booking ? secondsOfBookingLeft(session.booking, serverNowMs) : secondsLeft(session, connectedSeconds);
    this.#store.set({ connectedSeconds, secondsLeft: left, serverSeconds: Math.floor(serverNowMs / 1000) });
    if (left === null || session.started_at === null || isOver(session)) return;
    const mark = this.#watch.check(left);
    if (mark !== null) this.#onLowFunds(mark);
  }
}

/** Whole seconds from a reading to an instant of the server's clock, never negative. */
export function secondsUntil(instant: string, reading: MeterReading): number {
  return Math.max(0, Math.ceil(Date.parse(instant) / 1000 - reading.serverSeconds));
}
