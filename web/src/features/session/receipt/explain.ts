/** A receipt in plain words and as a line of time. Only the receipt's own figures are used; nothing is billed again here. */
import type { Party, Receipt } from "@/lib/api/types";
import { formatMoney } from "@/lib/money";
import { formatDuration } from "@/lib/time";
import { plural } from "@/lib/words";

import { who, type Parties } from "../words";

export interface Stretch {
  kind: "together" | "apart";
  startedAt: string;
  endedAt: string;
  seconds: number;
  /** Share of the whole time, 0 to 1. */
  share: number;
  /** Why the two were apart after it, or why it was the last. */
  closedBy: Receipt["intervals"][number]["closed_by"];
  /** What shows that both were there; null where they were apart. */
  proof: Receipt["intervals"][number]["proof"];
}

/** The time from start to end as stretches in which both were connected, and those in between. */
export function stretchesOf(receipt: Receipt): Stretch[] {
  const { intervals } = receipt;
  const first = intervals[0];
  if (!first) return [];
  const wholeMs = Math.max(1, Date.parse(receipt.ended_at) - Date.parse(first.started_at));
  const share = (from: string, to: string) => Math.max(0, Date.parse(to) - Date.parse(from)) / wholeMs;
  return intervals.flatMap((interval, index) => {
    const together: Stretch = {
      kind: "together",
      startedAt: interval.started_at,
      endedAt: interval.ended_at,
      seconds: interval.seconds,
      share: share(interval.started_at, interval.ended_at),
      closedBy: interval.closed_by,
      proof: interval.proof,
    };
    const until = intervals[index + 1]?.started_at ?? receipt.ended_at;
    const apartMs = Date.parse(until) - Date.parse(interval.ended_at);
    if (apartMs < 1_000) return [together];
    const apart: Stretch = {
      ...together,
      kind: "apart",
      proof: null,
      startedAt: interval.ended_at,
      endedAt: until,
      seconds: Math.round(apartMs / 1000),
      share: share(interval.ended_at, until),
    };
    return [together, apart];
  });
}

export function closedBySentence(closedBy: Stretch["closedBy"], parties: Parties): string {
  const name = (party: Party) => who(party, parties).replace(/^you$/, "You");
  switch (closedBy) {
    case "end":
      return "The session ended";
    case "client_left":
      return `${name("client")} dropped out`;
    case "reader_left":
      return `${name("reader")} dropped out`;
    case "funds":
      return "The balance was used up";
    default:
      return "The clock stopped";
  }
}

/** "Why was I charged this?", answered sentence by sentence. */
export function explain(receipt: Receipt, parties: Parties): string[] {
  const money = (cents: number) => formatMoney(cents, receipt.currency);
  const names =
    parties.party === null
      ? `${parties.client.display_name} and ${parties.reader.display_name}`
      : `You and ${parties.party === "client" ? parties.reader.display_name : parties.client.display_name}`;
  if (receipt.booking) return explainBooked(receipt, receipt.booking, names, parties);
  if (receipt.intervals.length === 0 || receipt.minutes.length === 0) {
    return [`${names} were not connected at the same time, so nothing was charged.`];
  }

  const stretches = receipt.intervals.length === 1 ? "" : `, in ${plural(receipt.intervals.length, "stretch", "stretches")}`;
  const sentences = [
    `${names} were both connected for ${formatDuration(receipt.connected_seconds)}${stretches}.`,
    ...(receipt.intervals.length > 1 ? ["The time in between was free."] : []),
    `A minute is charged when it begins, at ${money(receipt.rate_cents)}: ${plural(receipt.minutes.length, "minute")} came to ${money(receipt.charged_cents)}.`,
    ...receipt.refunds.map((refund) => `${money(refund.amount_cents)} was given back: ${refund.reason}.`),
  ];
  if (receipt.refunded_cents > 0) sentences.push(`That leaves ${money(receipt.total_cents)}.`);
  if (receipt.split && parties.party === "reader") {
    sentences.push(`You earn ${money(receipt.split.reader_cents)} of it; SoulSeer keeps ${money(receipt.split.platform_cents)}.`);
  }
  return sentences;
}

/** The same for a booked reading, whose price was paid before. */
function explainBooked(receipt: Receipt, booking: NonNullable<Receipt["booking"]>, names: string, parties: Parties): string[] {
  const money = (cents: number) => formatMoney(cents, receipt.currency);
  const minutes = Math.round((Date.parse(booking.ends_at) - Date.parse(booking.starts_at)) / 60_000);
  const sentences = [
    `This reading of ${plural(minutes, "minute")} was booked for ${money(booking.price_cents)}; no minute of it is charged by itself.`,
    receipt.intervals.length === 0
      ? `${names} were not connected at the same time.`
      : `${names} were both connected for ${formatDuration(receipt.connected_seconds)}.`,
    ...receipt.refunds.map((refund) => `${money(refund.amount_cents)} was given back: ${refund.reason}.`),
  ];
  if (receipt.refunded_cents > 0) sentences.push(`That leaves ${money(receipt.total_cents)}.`);
  if (receipt.split && parties.party === "reader") {
    sentences.push(`You earn ${money(receipt.split.reader_cents)} of it; SoulSeer keeps ${money(receipt.split.platform_cents)}.`);
  }
  return sentences;
}
