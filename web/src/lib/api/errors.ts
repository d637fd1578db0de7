import type { Problem } from "./types";

/** The API answered with a problem (RFC 9457). `problem.code` is the stable name to act on. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }

  get code(): string {
    return this.problem.code;
  }
}

/** No answer came: the network or the service is away. The request may or may not have had its effect. */
export class NetworkError extends Error {
  override readonly name = "NetworkError";
}

/** A part of the app's own code could not be fetched. Browsers may remember that for as long as the page lives. */
export class CodeError extends Error {
  override readonly name = "CodeError";
}

/** Whether trying again can only help once the page is loaded anew. */
export function needsReload(error: unknown): boolean {
  return error instanceof CodeError || (error instanceof NetworkError && error.cause instanceof CodeError);
}

export function hasCode(error: unknown, ...codes: string[]): error is ApiError {
  return error instanceof ApiError && codes.includes(error.code);
}

const SENTENCES: Record<string, string> = {
  insufficient_funds: "There is not enough money in your wallet for the first minute.",
  reader_unavailable: "This reader is offline or with somebody else at the moment.",
  others_waiting: "Others are waiting for this reader and come first. You can wait in line.",
  reader_is_free: "Nobody is before you any more: you can start a session now.",
  already_waiting: "You are waiting in line for another reader. Leave that line first.",
  line_full: "Too many are waiting for this reader already.",
  client_busy: "You are already in a session. Finish it before starting another.",
  account_suspended: "Your account is suspended. You can read your own data, but nothing else.",
  slot_taken: "That time has just been taken, or is not open any more. Please choose another.",
  client_not_free: "You have another reading at that time.",
  not_bookable: "This reader does not take such a booking at the moment.",
  schedule_changed: "Your availability was changed elsewhere in the meantime.",
  busy_elsewhere: "You are in another session. End it first.",
  review_closed: "The seven days in which this could be changed are over.",
  answer_hidden: "This answer is hidden, so it cannot be changed.",
  review_hidden: "This review is hidden, so it can be neither changed nor answered.",
  favourites_full: "You have 500 favourites, which is the most. Remove one to add another.",
  wallet_frozen: "Your wallet is frozen while a payment is being looked into.",
  session_wrong_state: "The session has moved on, so this can no longer be done.",
  not_found: "We could not find that.",
  forbidden: "Your account is not allowed to do this.",
  unauthenticated: "Your sign-in has lapsed. Please sign in again.",
  rate_limited: "That was a little too often. Please wait a moment and try again.",
  payment_provider_failed: "The payment service did not answer. Nothing was charged. Please try again.",
  media_unavailable: "Voice and video are not available at the moment.",
  try_again: "Things are busy at the moment. Please try again.",
  idempotency_in_progress: "Your request is still being worked on. Please wait a moment.",
  internal_error: "Something went wrong on our side. It has been recorded.",
};

/** One human sentence for any error. The API's own detail is used where it says more than a general sentence would. */
export function sentenceFor(error: unknown): string {
  if (error instanceof ApiError) return SENTENCES[error.code] ?? error.problem.detail;
  if (error instanceof NetworkError || error instanceof CodeError) {
    return navigator.onLine
      ? "SoulSeer did not answer. Please check your connection and try again."
      : "You are offline. We will carry on when your connection is back.";
  }
  return "Something went wrong on this page. Please try again.";
}

/** What to quote to support; null where no request reached the API. */
export function requestIdOf(error: unknown): string | null {
  return error instanceof ApiError && error.problem.request_id ? error.problem.request_id : null;
}

/** The sentence for one form field, if the API's refusal names it (`field` is a JSON path such as "rates[0].rate_cents"). */
export function fieldError(error: unknown, field: string): string | undefined {
  return error instanceof ApiError && error.problem.field === field ? error.problem.detail : undefined;
}
