/** The product's words for the API's values: one word for one thing, on every page. */
import type { EntryKind, Modality, ReaderCard, SessionState } from "@/lib/api/types";

export const MODALITY_WORDS: Record<Modality, string> = { text: "Text", voice: "Voice", video: "Video" };
export const MODALITIES: readonly Modality[] = ["text", "voice", "video"];

export const STATUS_WORDS: Record<ReaderCard["status"], string> = {
  online: "Online",
  in_session: "In session",
  busy: "Busy",
  away: "Away",
  offline: "Offline",
};

export const KIND_WORDS: Record<EntryKind, string> = {
  top_up: "Top-up",
  session_charge: "Session",
  booking: "Booking",
  paid_reply: "Paid reply",
  gift: "Gift",
  ticket: "Ticket",
  order: "Order",
  refund: "Refund",
  adjustment: "Adjustment",
  payout: "Payout",
  commission: "Commission",
  dispute: "Dispute",
};

export const SESSION_STATE_WORDS: Record<SessionState, string> = {
  created: "Starting",
  waiting: "Ringing",
  active: "In progress",
  paused: "Paused",
  reconnecting: "Reconnecting",
  ended: "Ended",
  finalized: "Finished",
};

/** "4.87" from 487. */
export function formatRating(hundredths: number): string {
  return `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, "0")}`;
}

let countFormat: Intl.NumberFormat | undefined;

/** "1,204": every count on every page. */
export function formatCount(count: number): string {
  countFormat ??= new Intl.NumberFormat("en-US");
  return countFormat.format(count);
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

// Made when first needed, as all of Intl's: the first of them takes a browser longer than drawing a page's header.
let languageNames: Intl.DisplayNames | undefined;

/** "Brazilian Portuguese" from the tag "pt-BR"; the tag itself where the browser has no name for it. */
export function languageName(tag: string): string {
  try {
    languageNames ??= new Intl.DisplayNames("en", { type: "language" });
    return languageNames.of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** "Life path" from "life path": the API keeps specialities in lower case. */
export function specialityName(speciality: string): string {
  return speciality.charAt(0).toUpperCase() + speciality.slice(1);
}
