/** Open slots as a viewer looks for them: by the days and the parts of the day of the viewer's own clock. Pure. */
import type { BookingOffer, Slot } from "@/lib/api/types";
import { addDays, dayOf, formatClockTime, minuteOf, zoneAbbreviation, type Day } from "@/lib/zones";

/** How many days are looked at together. */
export const DAYS_SHOWN = 14;

export function groupByDay(slots: readonly Slot[], zone: string): Map<Day, Slot[]> {
  const days = new Map<Day, Slot[]>();
  for (const slot of slots) {
    const day = dayOf(Date.parse(slot.starts_at), zone);
    const found = days.get(day);
    if (found) found.push(slot);
    else days.set(day, [slot]);
  }
  return days;
}

export function daysFrom(first: Day, count = DAYS_SHOWN): Day[] {
  return Array.from({ length: count }, (_, index) => addDays(first, index));
}

export type PartOfDay = "Night" | "Morning" | "Afternoon" | "Evening";

function partOf(minute: number): PartOfDay {
  if (minute < 6 * 60) return "Night";
  if (minute < 12 * 60) return "Morning";
  return minute < 17 * 60 ? "Afternoon" : "Evening";
}

export interface LabelledSlot {
  slot: Slot;
  /** "9:30 AM"; on the day on which the clocks are set back, "1:30 AM EDT" and "1:30 AM EST". */
  label: string;
}

/** The slots of one day, in parts of the day, with labels that differ. */
export function partsOfDay(slots: readonly Slot[], zone: string): { part: PartOfDay; slots: LabelledSlot[] }[] {
  const times = slots.map((slot) => ({ slot, atMs: Date.parse(slot.starts_at), label: formatClockTime(Date.parse(slot.starts_at), zone) }));
  const seen = new Map<string, number>();
  for (const { label } of times) seen.set(label, (seen.get(label) ?? 0) + 1);
  const parts: { part: PartOfDay; slots: LabelledSlot[] }[] = [];
  for (const { slot, atMs, label } of times) {
    const part = partOf(minuteOf(atMs, zone));
    const full = (seen.get(label) ?? 0) > 1 ? `${label} ${zoneAbbreviation(atMs, zone)}` : label;
    const last = parts.at(-1);
    if (last?.part === part) last.slots.push({ slot, label: full });
    else parts.push({ part, slots: [{ slot, label: full }] });
  }
  return parts;
}

/** Lengths that can be booked, each with what it costs at least. */
export function durationsOf(offers: readonly BookingOffer[]): { minutes: number; fromCents: number; isOnePrice: boolean }[] {
  const lengths = [...new Set(offers.map(({ duration_minutes }) => duration_minutes))].sort((a, b) => a - b);
  return lengths.map((minutes) => {
    const prices = offers.filter((offer) => offer.duration_minutes === minutes).map(({ price_cents }) => price_cents);
    const fromCents = Math.min(...prices);
    return { minutes, fromCents, isOnePrice: prices.every((cents) => cents === fromCents) };
  });
}
