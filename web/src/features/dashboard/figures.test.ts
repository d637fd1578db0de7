import { describe, expect, it } from "vitest";

import type { DayFigures } from "@/lib/api/types";

import { byWeek, centsByKind, formatTickCents, minutesByModality } from "./figures";

const day = (name: string, more: Partial<DayFigures>): DayFigures => ({
  day: name,
  total_cents: 0,
  amounts: [],
  readings: 0,
  minutes: { text: 0, voice: 0, video: 0 },
  ...more,
});

describe("the figures of a chart", () => {
  it("are cents by the kinds that occur, in one order, with zeros where a day has none", () => {
    const chart = centsByKind([
      day("2026-03-01", { amounts: [{ kind: "refund", amount_cents: -175 }] }),
      day("2026-03-02", {
        amounts: [
          { kind: "booking", amount_cents: 900 },
          { kind: "session_charge", amount_cents: 350 },
        ],
      }),
    ]);
    expect(chart.series.map(({ label }) => label)).toEqual(["Sessions", "Bookings", "Refunds"]);
    expect(chart.bars).toEqual([
      { day: "2026-03-01", values: [0, 0, -175] },
      { day: "2026-03-02", values: [350, 900, 0] },
    ]);
  });

  it("are minutes by the modalities that occur, by all of them when none does", () => {
    const voice = day("2026-03-01", { minutes: { text: 0, voice: 12, video: 0 } });
    expect(minutesByModality([voice]).series.map(({ id }) => id)).toEqual(["voice"]);
    expect(minutesByModality([voice]).bars).toEqual([{ day: "2026-03-01", values: [12] }]);
    expect(minutesByModality([day("2026-03-01", {})]).series.map(({ id }) => id)).toEqual(["text", "voice", "video"]);
  });

  it("are put together by weeks that end with the last day, the first of them shorter", () => {
    const days = Array.from({ length: 9 }, (_, index) =>
      day(`2026-03-0${index + 1}`, { minutes: { text: 1, voice: index === 0 ? 5 : 0, video: 0 } }),
    );
    const weeks = byWeek(minutesByModality(days));
    expect(weeks.series.map(({ id }) => id)).toEqual(["text", "voice"]);
    expect(weeks.bars).toEqual([
      { day: "2026-03-01", lastDay: "2026-03-02", values: [2, 5] },
      { day: "2026-03-03", lastDay: "2026-03-09", values: [7, 0] },
    ]);
    expect(byWeek(minutesByModality([])).bars).toEqual([]);
  });

  it("has short words for amounts beside its lines", () => {
    expect([0, 250, 125_000, -2_500, -5].map(formatTickCents)).toEqual(["$0", "$2.50", "$1,250", "-$25", "-$0.05"]);
  });
});
