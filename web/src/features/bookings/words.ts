/** The sentences of bookings, from the point of view of whoever reads them. Pure. */
import type { BadgeTone } from "@/components/Badge";
import type { Booking } from "@/lib/api/types";
import { formatMoney } from "@/lib/money";

/** The person on the other side; for an admin, who looks on, the reader. */
export function otherOf(booking: Booking): Booking["client"] {
  return booking.party === "reader" ? booking.client : booking.reader;
}

export interface Status {
  word: string;
  tone: BadgeTone;
}

export function statusOf(booking: Booking): Status {
  const { state, party } = booking;
  const client = party === "client" ? "you" : booking.client.display_name;
  const reader = party === "reader" ? "you" : booking.reader.display_name;
  switch (state) {
    case "booked":
      return booking.actions.join ? { word: "You can come in now", tone: "success" } : { word: "Booked", tone: "gold" };
    case "completed":
      return { word: "Held", tone: "neutral" };
    case "cancelled_by_client":
      return { word: `Cancelled by ${client}`, tone: "neutral" };
    case "cancelled_by_reader":
      return { word: `Cancelled by ${reader}`, tone: "neutral" };
    case "cancelled_by_platform":
      return { word: "Cancelled by SoulSeer", tone: "neutral" };
    case "client_missed":
      return { word: party === "client" ? "You missed it" : `${booking.client.display_name} did not come`, tone: "warning" };
    case "reader_missed":
      return { word: party === "reader" ? "You missed it" : `${booking.reader.display_name} did not come`, tone: "warning" };
  }
}

/** What became of the price, sentence by sentence. */
export function moneySentences(booking: Booking): string[] {
  const money = (cents: number) => formatMoney(cents, booking.currency);
  const { price_cents, refunded_cents, party, state, split } = booking;
  const kept = price_cents - refunded_cents;
  if (state === "booked") {
    if (party === "client") return [`${money(price_cents)} is set aside from your wallet until the reading is over.`];
    return [`${booking.client.display_name} has set ${money(price_cents)} aside. It is shared a day after the reading.`];
  }
  const whose = party === "client" ? "you" : booking.client.display_name;
  const sentences =
    refunded_cents === 0
      ? [`Nothing of the ${money(price_cents)} was given back.`]
      : refunded_cents === price_cents
        ? [`All of it, ${money(price_cents)}, was given back to ${whose}.`]
        : [`${money(refunded_cents)} of the ${money(price_cents)} was given back to ${whose}.`];
  if (party === "client") return kept > 0 ? [...sentences, `The reading cost you ${money(kept)}.`] : sentences;
  if (split && kept > 0) {
    const share = party === "reader" ? "You earn" : "The reader earns";
    const released = split.released_at === null ? "It is released a day after the booking was closed." : "It is in the earnings.";
    sentences.push(`${share} ${money(split.reader_cents)} of the rest; SoulSeer keeps ${money(split.platform_cents)}. ${released}`);
  } else if (kept > 0) {
    sentences.push(`The rest, ${money(kept)}, is shared a day after the booking was closed.`);
  }
  return sentences;
}

/** "2 days 3 h", "3 h 5 min", "4:07": how long until something, finer the nearer it is. */
export function untilWords(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor((seconds % 86_400) / 3_600);
  const minutes = Math.floor((seconds % 3_600) / 60);
  if (days > 0) return `${days} ${days === 1 ? "day" : "days"} ${hours} h`;
  if (hours > 0) return `${hours} h ${minutes} min`;
  return `${minutes}:${String(seconds % 60).padStart(2, "0")}`;
}
