import type { Bar, Series, SeriesTone } from "@/components/chart/BarChart";
import type { DayFigures, EntryKind, Modality } from "@/lib/api/types";
import { MODALITIES, MODALITY_WORDS } from "@/lib/words";

/** In this order kinds stand in a stack and its legend; what is given back stands below zero, and last. */
const KINDS: readonly { kind: EntryKind; label: string; tone: SeriesTone }[] = [
  { kind: "session_charge", label: "Sessions", tone: "pink" },
  { kind: "booking", label: "Bookings", tone: "gold" },
  { kind: "gift", label: "Gifts", tone: "success" },
  { kind: "paid_reply", label: "Paid replies", tone: "success" },
  { kind: "ticket", label: "Tickets", tone: "success" },
  { kind: "order", label: "Orders", tone: "success" },
  { kind: "adjustment", label: "Adjustments", tone: "plain" },
  { kind: "refund", label: "Refunds", tone: "danger" },
  { kind: "dispute", label: "Disputes", tone: "danger" },
];
const MODALITY_TONES: Record<Modality, SeriesTone> = { text: "gold", voice: "pink", video: "success" };

export interface Chart {
  series: Series[];
  bars: Bar[];
}

/** Cents by kind for each day; of the kinds those that occur, sessions always. */
export function centsByKind(days: readonly DayFigures[]): Chart {
  const occurring = new Set(days.flatMap((day) => day.amounts.map((each) => each.kind)));
  const kinds = KINDS.filter(({ kind }) => kind === "session_charge" || occurring.has(kind));
  return {
    series: kinds.map(({ kind, label, tone }) => ({ id: kind, label, tone })),
    bars: days.map(({ day, amounts }) => ({
      day,
      values: kinds.map(({ kind }) => amounts.find((each) => each.kind === kind)?.amount_cents ?? 0),
    })),
  };
}

/** Paid minutes by modality for each day; of the modalities those that occur, or all when none does. */
export function minutesByModality(days: readonly DayFigures[]): Chart {
  const occurring = MODALITIES.filter((modality) => days.some(({ minutes }) => minutes[modality] > 0));
  const shown = occurring.length > 0 ? occurring : MODALITIES;
  return {
    series: shown.map((modality) => ({ id: modality, label: MODALITY_WORDS[modality], tone: MODALITY_TONES[modality] })),
    bars: days.map(({ day, minutes }) => ({ day, values: shown.map((modality) => minutes[modality]) })),
  };
}

const WEEK_DAYS = 7;

/** The same by weeks that end with the last day, of which the first may be shorter: on a phone ninety days are hairlines. */
export function byWeek({ series, bars }: Chart): Chart {
  const weeks: Bar[] = [];
  for (let end = bars.length; end > 0; end -= WEEK_DAYS) {
    const days = bars.slice(Math.max(0, end - WEEK_DAYS), end);
    const [first, last] = [days[0], days.at(-1)];
    if (!first || !last) break;
    const values = series.map((_, index) => days.reduce((sum, day) => sum + (day.values[index] ?? 0), 0));
    weeks.unshift({ day: first.day, lastDay: last.day, values });
  }
  return { series, bars: weeks };
}

/** "$1,250" from 125000, "$2.50" from 250: beside the lines of a chart there is no room for zeros. */
export function formatTickCents(cents: number): string {
  const whole = cents % 100 === 0;
  return new Intl.NumberFormat("en-US", {
    style: "currency",
    currency: "USD",
    minimumFractionDigits: whole ? 0 : 2,
    maximumFractionDigits: whole ? 0 : 2,
  }).format(`${cents < 0 ? "-" : ""}${Math.floor(Math.abs(cents) / 100)}.${String(Math.abs(cents) % 100).padStart(2, "0")}` as `${number}`);
}
