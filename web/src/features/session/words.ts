/** The sentences of the session pages, from the point of view of whoever reads them. */
import type { Party, Receipt, Session } from "@/lib/api/types";
import type { MediaError } from "@/lib/media/types";

type Reason = Receipt["end_reason"];

export interface Parties {
  /** Who reads it; null for an admin, who looks on. */
  party: Party | null;
  client: { display_name: string };
  reader: { display_name: string };
}

/** The person on the other side; for an admin, who looks on, the reader. */
export function otherOf<Person>(session: { party: Party | null; client: Person; reader: Person }): Person {
  return session.party === "reader" ? session.client : session.reader;
}

/** "you" or the name. */
export function who(party: Party, parties: Parties): string {
  return parties.party === party ? "you" : parties[party].display_name;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Why a session ended, in one sentence. */
export function endSentence(reason: Reason, parties: Parties): string {
  const client = capital(who("client", parties));
  const reader = capital(who("reader", parties));
  switch (reason) {
    case "ended_by_client":
      return `${client} ended the session.`;
    case "ended_by_reader":
      return `${reader} ended the session.`;
    case "declined":
      return parties.party === "reader" ? "You declined." : `${reader} cannot talk right now.`;
    case "cancelled":
      return parties.party === "client" ? "You cancelled the call." : `${client} cancelled the call.`;
    case "no_answer":
      return parties.party === "reader" ? "You did not answer in time." : `${reader} did not answer in time.`;
    case "not_connected":
      return "The two of you did not get connected, so the session never started.";
    case "client_left":
      return `${client} left and did not come back in time.`;
    case "reader_left":
      return `${reader} left and did not come back in time.`;
    case "out_of_funds":
      return parties.party === "client"
        ? "The balance did not cover another minute."
        : "The client's balance did not cover another minute.";
    case "ended_by_admin":
      return "SoulSeer's support ended the session.";
    case "suspended":
      return "The session ended because an account was suspended.";
    case "time_over":
      return "The booked time was over.";
    case "client_missed":
      return parties.party === "client" ? "You did not come to this reading." : `${client} did not come to this reading.`;
    case "reader_missed":
      return parties.party === "reader" ? "You did not come to this reading." : `${reader} did not come to this reading.`;
  }
}

/** Who is missing: "You", "Maya", "You and Maya". */
export function missingNames(session: Session): string {
  const names = (session.pause?.missing ?? []).map((party) => who(party, session));
  return capital(names.join(" and "));
}

/** What is wrong with a device and what can be done about it. */
export function deviceSentence(error: MediaError): { title: string; help: string } {
  const device = error.device ?? "microphone";
  switch (error.code) {
    case "permission_denied":
      return {
        title: `Your browser does not let us use the ${device}`,
        help: `Open the site settings beside the address bar, allow the ${device} for this page, then try again.`,
      };
    case "no_device":
      return { title: `No ${device} was found`, help: `Plug one in or switch it on, then try again.` };
    case "device_in_use":
      return {
        title: `The ${device} is in use elsewhere`,
        help: `Close other programs or tabs that may be using the ${device}, then try again.`,
      };
    default:
      return {
        title: `The ${device} cannot be used here`,
        help: "Another browser may help, or take part by text: the chat is always open.",
      };
  }
}

/** Why joining the call did not work. */
export function joinSentence(error: unknown, fallback: (error: unknown) => string): string {
  if (typeof error === "object" && error !== null && "name" in error && error.name === "MediaError") {
    switch ((error as MediaError).code) {
      case "timeout":
        return "The call could not be reached in time. Your connection may be slow or blocked.";
      case "elsewhere":
        return "You have joined from another window or device. You can take the call back here.";
      case "refused":
        return "This session no longer takes calls. Load the page again to see where it stands.";
      default:
        return "The connection to the call was lost.";
    }
  }
  return fallback(error);
}
