import { describe, expect, it } from "vitest";

import { nextClockChange } from "@/lib/zones";

import { hoursOn, hoursProblem, hoursSeenFrom, joined, NO_EXCEPTIONS, shiftAt, stretchesOf, stretchWords } from "./hours";
import { anAvailability } from "./testing/availability";

const NEW_YORK = "America/New_York";
const TOKYO = "Asia/Tokyo";
const { weekly } = anAvailability();
const iso = (atMs: number) => new Date(atMs).toISOString();

describe("hours seen from elsewhere", () => {
  it("are an hour later in Tokyo once the clocks in New York have gone back", () => {
    const seen = hoursSeenFrom(TOKYO, "2026-10-26", 9, weekly, NO_EXCEPTIONS, NEW_YORK);
    const words = seen.map(({ day, stretches }) => [day, ...stretches.map((stretch) => stretchWords(stretch, TOKYO))]);
    expect(words).toEqual([
      ["2026-10-26", "10:00 PM – midnight"],
      ["2026-10-27", "12:00 AM – 6:00 AM"],
      ["2026-10-28"],
      ["2026-10-29"],
      ["2026-10-30", "7:00 AM – 10:00 AM"],
      ["2026-10-31"],
      ["2026-11-01"],
      ["2026-11-02", "11:00 PM – midnight"],
      ["2026-11-03", "12:00 AM – 7:00 AM"],
    ]);
  });

  it("stay what they are on the reader's own clock", () => {
    for (const day of ["2026-10-26", "2026-11-02"]) {
      const [monday] = hoursSeenFrom(NEW_YORK, day, 1, weekly, NO_EXCEPTIONS, NEW_YORK);
      expect(monday?.stretches.map((stretch) => stretchWords(stretch, NEW_YORK))).toEqual(["9:00 AM – 5:00 PM"]);
    }
  });

  it("have 25 hours on a long day and 23 on a short one", () => {
    const always = { ...weekly, sunday: [{ start: "00:00", end: "24:00" }] };
    const length = (day: string) => {
      const [all] = stretchesOf(day, 1, always, NO_EXCEPTIONS, NEW_YORK);
      return all ? (all.endMs - all.startMs) / 3_600_000 : 0;
    };
    expect(length("2026-11-01")).toBe(25);
    expect(length("2026-03-08")).toBe(23);
  });

  it("leave out hours that the clocks skip", () => {
    const night = { ...weekly, sunday: [{ start: "02:00", end: "03:00" }] };
    expect(stretchesOf("2026-03-08", 1, night, NO_EXCEPTIONS, NEW_YORK)).toEqual([]);
  });

  it("join over midnight", () => {
    const late = { ...weekly, friday: [{ start: "22:00", end: "24:00" }], saturday: [{ start: "00:00", end: "02:00" }] };
    const [night] = stretchesOf("2026-10-23", 2, late, NO_EXCEPTIONS, NEW_YORK);
    expect(night && [iso(night.startMs), iso(night.endMs)]).toEqual(["2026-10-24T02:00:00.000Z", "2026-10-24T06:00:00.000Z"]);
  });
});

describe("exceptions", () => {
  it("time off goes before other hours, and those before the usual ones", () => {
    const exceptions = {
      overrides: [
        { date: "2026-10-26", hours: [{ start: "11:00", end: "12:00" }] },
        { date: "2026-11-02", hours: [{ start: "11:00", end: "12:00" }] },
      ],
      time_off: [{ first_day: "2026-11-01", last_day: "2026-11-03" }],
    };
    expect(hoursOn("2026-10-19", weekly, exceptions)).toEqual({ kind: "usual", hours: weekly.monday });
    expect(hoursOn("2026-10-26", weekly, exceptions).hours).toEqual([{ start: "11:00", end: "12:00" }]);
    expect(hoursOn("2026-11-02", weekly, exceptions)).toEqual({ kind: "off", hours: [] });
  });
});

describe("a change of the clocks", () => {
  it("moves hours for those whose clocks do not change with it", () => {
    const change = nextClockChange(Date.parse("2026-10-20T00:00:00Z"), NEW_YORK, 30);
    if (!change) throw new Error("there is one");
    expect(shiftAt(change, TOKYO, NEW_YORK)).toBe(60);
    expect(shiftAt(change, NEW_YORK, TOKYO)).toBe(-60);
    expect(shiftAt(change, NEW_YORK, NEW_YORK)).toBe(0);
  });
});

describe("hours of a day", () => {
  it("are joined where they overlap or meet", () => {
    const hours = [
      { start: "13:00", end: "15:00" },
      { start: "09:00", end: "12:00" },
      { start: "12:00", end: "12:30" },
      { start: "14:00", end: "14:30" },
    ];
    expect(joined(hours)).toEqual([
      { start: "09:00", end: "12:30" },
      { start: "13:00", end: "15:00" },
    ]);
  });

  it("must end after they start and not overlap; they may meet", () => {
    expect(hoursProblem([{ start: "10:00", end: "10:00" }])).toBeDefined();
    const meeting = [
      { start: "10:00", end: "11:00" },
      { start: "11:00", end: "24:00" },
    ];
    expect(hoursProblem(meeting)).toBeUndefined();
  });
});
