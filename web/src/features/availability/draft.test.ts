import { describe, expect, it } from "vitest";

import { changeOf, CLEAR_WEEK, draftOf, isSame, isSound, nextStretch, PRESETS, problemsOf, withDayCopied, withPreset } from "./draft";
import { anAvailability } from "./testing/availability";

const TODAY = "2026-10-20";
const aDraft = (change: Parameters<typeof anAvailability>[0] = {}) => draftOf(anAvailability(change), TODAY);

describe("a draft", () => {
  it("leaves out what is over, and says the same again when nothing was changed", () => {
    const draft = aDraft({
      overrides: [
        { date: "2026-10-19", hours: [] },
        { date: "2026-10-20", hours: [] },
      ],
      time_off: [
        { first_day: "2026-10-01", last_day: "2026-10-19" },
        { first_day: "2026-10-18", last_day: "2026-10-20" },
      ],
    });
    expect(draft.overrides.map(({ date }) => date)).toEqual(["2026-10-20"]);
    expect(draft.time_off).toHaveLength(1);
    expect(isSame(draft, { ...draft, durations_minutes: [...draft.durations_minutes].reverse() })).toBe(true);
    expect(isSame(draft, { ...draft, weekly: { ...draft.weekly, sunday: [{ start: "09:00", end: "10:00" }] } })).toBe(false);
    expect(isSame(draft, { ...draft, prices: { ...draft.prices, 30: "80.00" } })).toBe(false);
    expect(isSame({ ...draft, prices: { ...draft.prices, 30: "80" } }, { ...draft, prices: { ...draft.prices, 30: "80.00" } })).toBe(true);
  });

  it("becomes what the API takes: prices of offered lengths in cents, and the version it was made from", () => {
    const draft = aDraft({ durations_minutes: [30, 60], prices: [{ duration_minutes: 60, price_cents: 15_000 }] });
    const change = changeOf({ ...draft, prices: { ...draft.prices, 30: "79.50", 45: "10" } }, 7);
    expect(change.version).toBe(7);
    expect(change.prices).toEqual([
      { duration_minutes: 30, price_cents: 7950 },
      { duration_minutes: 60, price_cents: 15_000 },
    ]);
  });

  it("says what does not fit", () => {
    const draft = aDraft();
    expect(isSound(problemsOf(draft))).toBe(true);
    const overlapping = [
      { start: "12:00", end: "15:00" },
      { start: "09:00", end: "12:15" },
    ];
    expect(problemsOf({ ...draft, weekly: { ...draft.weekly, friday: overlapping } }).weekly).toEqual({ friday: "These hours overlap." });
    expect(problemsOf({ ...draft, prices: { ...draft.prices, 30: "0.99" } }).prices[30]).toContain("$1.00");
    expect(problemsOf({ ...draft, prices: { ...draft.prices, 30: "ten" } }).prices[30]).toBeDefined();
    expect(problemsOf({ ...draft, durations_minutes: [] }).durations).toBeDefined();
    expect(problemsOf({ ...draft, modalities: [] }).modalities).toBeDefined();
  });
});

describe("presets and copies", () => {
  it("add hours to what is there, joined where they meet", () => {
    const [office, evenings, weekends] = PRESETS;
    if (!office || !evenings || !weekends) throw new Error("three presets");
    const week = withPreset(withPreset(CLEAR_WEEK, office), evenings);
    expect(week.monday).toEqual([
      { start: "09:00", end: "17:00" },
      { start: "18:00", end: "22:00" },
    ]);
    expect(withPreset(week, office)).toEqual(week);
    expect(withPreset(week, weekends).saturday).toEqual([{ start: "10:00", end: "18:00" }]);
    expect(withPreset({ ...CLEAR_WEEK, monday: [{ start: "08:00", end: "09:00" }] }, office).monday).toEqual([
      { start: "08:00", end: "17:00" },
    ]);
  });

  it("copies replace", () => {
    const week = { ...CLEAR_WEEK, monday: [{ start: "09:00", end: "10:00" }], friday: [{ start: "20:00", end: "24:00" }] };
    expect(withDayCopied(week, "monday", ["friday", "sunday"])).toEqual({ ...week, friday: week.monday, sunday: week.monday });
  });

  it("one more stretch fits into what is left of the day", () => {
    expect(nextStretch([])).toEqual({ start: "09:00", end: "17:00" });
    expect(nextStretch([{ start: "09:00", end: "12:00" }])).toEqual({ start: "13:00", end: "15:00" });
    expect(nextStretch([{ start: "09:00", end: "23:00" }])).toEqual({ start: "23:45", end: "24:00" });
    expect(nextStretch([{ start: "09:00", end: "24:00" }])).toBeNull();
  });
});
