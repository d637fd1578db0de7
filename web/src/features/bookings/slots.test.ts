import { describe, expect, it } from "vitest";

import type { Slot } from "@/lib/api/types";

import { daysFrom, durationsOf, groupByDay, partsOfDay } from "./slots";

const NEW_YORK = "America/New_York";
const TOKYO = "Asia/Tokyo";

function slotsAt(...starts: string[]): Slot[] {
  return starts.map((starts_at) => ({ starts_at, ends_at: new Date(Date.parse(starts_at) + 1_800_000).toISOString() }));
}

describe("slots by the viewer's day", () => {
  it("stand on the day of the viewer, not of the reader", () => {
    const slots = slotsAt("2026-10-30T13:00:00.000Z", "2026-10-30T15:30:00.000Z", "2026-10-30T20:30:00.000Z");
    expect([...groupByDay(slots, NEW_YORK).keys()]).toEqual(["2026-10-30"]);
    const inTokyo = groupByDay(slots, TOKYO);
    expect([...inTokyo.keys()]).toEqual(["2026-10-30", "2026-10-31"]);
    expect(inTokyo.get("2026-10-31")).toHaveLength(2);
  });

  it("the same hour in New York is another one in Tokyo after the clocks go back", () => {
    const nine = (starts: string, zone: string) => partsOfDay(slotsAt(starts), zone)[0]?.slots[0]?.label;
    expect(nine("2026-10-30T13:00:00.000Z", NEW_YORK)).toBe("9:00 AM");
    expect(nine("2026-11-02T14:00:00.000Z", NEW_YORK)).toBe("9:00 AM");
    expect(nine("2026-10-30T13:00:00.000Z", TOKYO)).toBe("10:00 PM");
    expect(nine("2026-11-02T14:00:00.000Z", TOKYO)).toBe("11:00 PM");
  });

  it("an hour that comes twice is told apart", () => {
    const twice = slotsAt("2026-11-01T05:30:00.000Z", "2026-11-01T06:30:00.000Z", "2026-11-01T07:30:00.000Z");
    expect(partsOfDay(twice, NEW_YORK)).toMatchObject([
      { part: "Night", slots: [{ label: "1:30 AM EDT" }, { label: "1:30 AM EST" }, { label: "2:30 AM" }] },
    ]);
  });

  it("fall into parts of the day", () => {
    const day = slotsAt("2026-10-30T09:45:00Z", "2026-10-30T10:00:00Z", "2026-10-30T16:00:00Z", "2026-10-30T21:00:00Z");
    expect(partsOfDay(day, NEW_YORK).map(({ part }) => part)).toEqual(["Night", "Morning", "Afternoon", "Evening"]);
  });
});

describe("what is shown around them", () => {
  it("fourteen days from any day", () => {
    const days = daysFrom("2026-10-25");
    expect(days).toHaveLength(14);
    expect(days.at(-1)).toBe("2026-11-07");
  });

  it("lengths with the least price of each", () => {
    const offers = [
      { duration_minutes: 60, modality: "text" as const, price_cents: 15_000 },
      { duration_minutes: 60, modality: "video" as const, price_cents: 15_000 },
      { duration_minutes: 30, modality: "video" as const, price_cents: 10_470 },
      { duration_minutes: 30, modality: "text" as const, price_cents: 5_970 },
    ];
    expect(durationsOf(offers)).toEqual([
      { minutes: 30, fromCents: 5_970, isOnePrice: false },
      { minutes: 60, fromCents: 15_000, isOnePrice: true },
    ]);
  });
});
