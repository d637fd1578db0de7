/**
 * The session's time as the person sees it, ticking between answers of the server.
 *
 * Only the server decides how long both were connected; it says what is *proved so far*, which trails the truth by up
 * to a heartbeat. So while the clock runs the page counts on from what it last heard, and:
 * - what the server says is jumped to at once when it is more;
 * - when it is less, the display waits for it rather than running backwards, and never leads by more than `MAX_LEAD`;
 * - once the clock stands (paused, ended) the proved figure is shown as it is, even if that is a step back.
 */

import type { Session } from "@/lib/api/types";

/** Two heartbeats of 15 s: proof may arrive that late without anything being wrong. */
const MAX_LEAD_SECONDS = 30;
/** A server time further off than this is believed over what was counted (the computer slept). */
const RESYNC_MS = 2_000;

export interface ClockReading {
  connectedSeconds: number;
  serverNowMs: number;
}

export class SessionClock {
  #offsetMs: number | null = null;
  #proved = 0;
  #running = false;
  /** Connected seconds shown at `#anchorMs`, from which the display counts on. */
  #shown = 0;
  #anchorMs = 0;
  #limit = Number.POSITIVE_INFINITY;

  /** Takes in an answer of the server, received at the monotonic time `nowMs`. */
  ingest(session: Session, nowMs: number): void {
    this.#syncOffset(Date.parse(session.server_time) - nowMs);
    const displayed = this.#display(nowMs);
    this.#proved = session.connected_seconds;
    this.#running = session.running;
    // With nothing left for a further minute the server stops the clock there, so the display does not run past it.
    this.#limit = session.minutes_left === 0 ? session.paid_until_seconds : Number.POSITIVE_INFINITY;
    this.#shown = session.running ? Math.max(displayed, this.#proved) : this.#proved;
    this.#anchorMs = nowMs;
  }

  read(nowMs: number): ClockReading {
    return {
      connectedSeconds: Math.floor(this.#display(nowMs)),
      serverNowMs: nowMs + (this.#offsetMs ?? 0),
    };
  }

  #display(nowMs: number): number {
    if (!this.#running) return this.#shown;
    const counted = this.#shown + (nowMs - this.#anchorMs) / 1000;
    const leash = Math.max(this.#shown, this.#proved + MAX_LEAD_SECONDS);
    return Math.max(this.#proved, Math.min(counted, leash, Math.max(this.#limit, this.#proved)));
  }

  /** Answers arrive late, never early: the largest offset seen is the most exact one. */
  #syncOffset(offsetMs: number): void {
    if (this.#offsetMs === null || Math.abs(offsetMs - this.#offsetMs) > RESYNC_MS) this.#offsetMs = offsetMs;
    else this.#offsetMs = Math.max(this.#offsetMs, offsetMs);
  }
}
