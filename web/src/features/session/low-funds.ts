/** Warns at 5, 2 and 1 minutes left, once each; a top-up that lifts the time well above a mark sets it again. */

export type LowFundsMark = 5 | 2 | 1;

const MARKS: readonly LowFundsMark[] = [1, 2, 5];
/** Only a top-up adds this much: the clock's own corrections are smaller and must not warn twice. */
const REARM_SECONDS = 45;

/**
 * Time that is paid for or can be paid for, from the server's figures: what is left of the charged minutes, and the
 * whole minutes that the balance pays. Null for whoever does not pay.
 */
export function secondsLeft(figures: { paid_until_seconds: number; minutes_left: number | null }, connectedSeconds: number): number | null {
  if (figures.minutes_left === null) return null;
  return Math.max(0, figures.paid_until_seconds - connectedSeconds) + figures.minutes_left * 60;
}

/** Time left of a booked reading: it ends with its time, however long the two were connected. */
export function secondsOfBookingLeft(booking: { ends_at: string }, serverNowMs: number): number {
  return Math.max(0, (Date.parse(booking.ends_at) - serverNowMs) / 1000);
}

export class LowFundsWatch {
  readonly #given = new Set<LowFundsMark>();

  /** The mark to warn about now, or null. Several passed at once give one warning, the most urgent. */
  check(left: number): LowFundsMark | null {
    for (const mark of this.#given) if (left > mark * 60 + REARM_SECONDS) this.#given.delete(mark);
    const reached = MARKS.filter((mark) => left <= mark * 60);
    const warning = reached[0];
    if (warning === undefined || this.#given.has(warning)) return null;
    for (const mark of reached) this.#given.add(mark);
    return warning;
  }
}
