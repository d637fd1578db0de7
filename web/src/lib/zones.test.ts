import { describe, expect, it } from "vitest";

import {
  addDays,
  clockChangeSentence,
  dayOf,
  daysBetween,
  formatMinute,
  formatMoment,
  instantOf,
  minuteOf,
  nextClockChange,
  weekdayOf,
  zoneAbbreviation,
  zoneCity,
  zoneLabel,
} from "./zones";

const NEW_YORK = "America/New_York";
const TOKYO = "Asia/Tokyo";
const iso = (atMs: number) => new Date(atMs).toISOString();
const at = (text: string) => Date.parse(text);

describe("a zone's calendar", () => {
  it("tells the day and the minute on the zone's clock", () => {
    expect(dayOf(at("2026-10-31T23:30:00Z"), TOKYO)).toBe("2026-11-01");
    expect(dayOf(at("2026-10-31T23:30:00Z"), NEW_YORK)).toBe("2026-10-31");
    expect(minuteOf(at("2026-10-31T23:30:00Z"), NEW_YORK)).toBe(19 * 60 + 30);
  });

  it("counts days over months and leap years", () => {
    expect(addDays("2028-02-28", 1)).toBe("2028-02-29");
    expect(addDays("2026-11-01", -1)).toBe("2026-10-31");
    expect(daysBetween("2026-12-30", "2027-01-02")).toBe(3);
    expect(weekdayOf("2026-11-02")).toBe(0);
    expect(weekdayOf("2026-11-01")).toBe(6);
  });
});

describe("instantOf", () => {
  it.each([
    ["an ordinary day in summer", "2026-10-30", 9 * 60, NEW_YORK, "2026-10-30T13:00:00.000Z"],
    ["an ordinary day in winter", "2026-11-02", 9 * 60, NEW_YORK, "2026-11-02T14:00:00.000Z"],
    ["the day on which the clocks go back", "2026-11-01", 9 * 60, NEW_YORK, "2026-11-01T14:00:00.000Z"],
    ["an hour that comes twice: the first", "2026-11-01", 90, NEW_YORK, "2026-11-01T05:30:00.000Z"],
    ["an hour that is skipped: the moment of the change", "2026-03-08", 150, NEW_YORK, "2026-03-08T07:00:00.000Z"],
    ["the end of a day", "2026-11-01", 1440, NEW_YORK, "2026-11-02T05:00:00.000Z"],
    ["a midnight that is skipped", "2026-09-06", 0, "America/Santiago", "2026-09-06T04:00:00.000Z"],
    ["a half-hour change", "2026-10-04", 135, "Australia/Lord_Howe", "2026-10-03T15:30:00.000Z"],
    ["a zone without changes", "2026-11-01", 0, TOKYO, "2026-10-31T15:00:00.000Z"],
  ])("knows %s", (_, day, minute, zone, expected) => expect(iso(instantOf(day, minute, zone))).toBe(expected));
});

describe("nextClockChange", () => {
  it("finds when and by how much", () => {
    const change = nextClockChange(at("2026-10-20T12:00:00Z"), NEW_YORK, 30);
    expect(change && iso(change.atMs)).toBe("2026-11-01T06:00:00.000Z");
    expect(change?.byMinutes).toBe(-60);
    expect(change && clockChangeSentence(change, NEW_YORK)).toBe("On Sunday, November 1 the clocks in New York go back 1 hour.");
  });

  it("looks no further than asked, and finds none where there is none", () => {
    expect(nextClockChange(at("2026-10-20T12:00:00Z"), NEW_YORK, 5)).toBeNull();
    expect(nextClockChange(at("2026-10-20T12:00:00Z"), TOKYO, 370)).toBeNull();
  });

  it("speaks of changes that are no whole hour", () => {
    const change = nextClockChange(at("2026-09-20T12:00:00Z"), "Australia/Lord_Howe", 30);
    expect(change && clockChangeSentence(change, "Australia/Lord_Howe")).toBe(
      "On Sunday, October 4 the clocks in Lord Howe go forward 30 minutes.",
    );
  });
});

describe("words", () => {
  it("names zones as people do", () => {
    expect(zoneCity("America/Argentina/Buenos_Aires")).toBe("Buenos Aires");
    expect(zoneAbbreviation(at("2026-07-01T00:00:00Z"), NEW_YORK)).toBe("EDT");
    expect(zoneLabel(at("2026-12-01T00:00:00Z"), NEW_YORK)).toBe("New York time (EST)");
    expect(zoneLabel(at("2026-12-01T00:00:00Z"), TOKYO)).toBe("Tokyo time (GMT+9)");
    expect(zoneLabel(at("2026-12-01T00:00:00Z"), "UTC")).toBe("UTC");
  });

  it("writes times of day", () => {
    expect(formatMinute(0)).toBe("12:00 AM");
    expect(formatMinute(13 * 60 + 15)).toBe("1:15 PM");
    expect(formatMinute(1440)).toBe("midnight");
    expect(formatMoment(at("2026-11-02T14:00:00Z"), TOKYO)).toBe("Monday, November 2, 11:00 PM");
  });
});
