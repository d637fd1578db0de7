import type { SessionOutcome, SessionSummary } from "@/lib/api/types";
import { SESSION_STATE_WORDS } from "@/lib/words";

export const OUTCOME_WORDS: Record<SessionOutcome, string> = { held: "Held", not_held: "Not held", in_progress: "In progress" };

/** Why a session was not held, in a word or two. */
const NOT_HELD_WORDS: Partial<Record<NonNullable<SessionSummary["end_reason"]>, string>> = {
  declined: "Declined",
  cancelled: "Cancelled",
  no_answer: "No answer",
  not_connected: "Not connected",
  client_missed: "Client missed it",
  reader_missed: "Reader missed it",
};

/** What became of a session, or what goes on. Nobody is rung for a booked reading: it waits for its time and the two. */
export function outcomeWord(session: SessionSummary): string {
  switch (session.outcome) {
    case "in_progress":
      return session.booking_id !== null && session.state === "waiting" ? "Waiting" : SESSION_STATE_WORDS[session.state];
    case "not_held":
      return (session.end_reason && NOT_HELD_WORDS[session.end_reason]) ?? OUTCOME_WORDS.not_held;
    case "held":
      return session.total_cents === 0 && session.state === "finalized" ? "Not charged" : OUTCOME_WORDS.held;
  }
}
