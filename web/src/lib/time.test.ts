import { describe, expect, it } from "vitest";

import { formatClock, formatDuration, formatTime } from "./time";

describe("formatTime", () => {
  it("shows an instant in the viewer's zone, across daylight saving", () => {
    expect(formatTime("2026-03-08T06:30:00.000Z", "date_time", "America/New_York")).toBe("Mar 8, 2026, 1:30 AM");
    expect(formatTime("2026-03-08T07:30:00.000Z", "date_time", "America/New_York")).toBe("Mar 8, 2026, 3:30 AM");
    expect(formatTime("2026-12-31T23:30:00.000Z", "date", "Asia/Tokyo")).toBe("Jan 1, 2027");
  });
});

describe("formatClock", () => {
  it.each([
    [0, "0:00"],
    [59.9, "0:59"],
    [247, "4:07"],
    [3600, "1:00:00"],
    [3729, "1:02:09"],
    [-3, "0:00"],
  ])("writes %d seconds as %s", (seconds, text) => expect(formatClock(seconds)).toBe(text));
});

describe("formatDuration", () => {
  it.each([
    [0, "0 s"],
    [59, "59 s"],
    [60, "1 min"],
    [740, "12 min 20 s"],
  ])("writes %d seconds as %s", (seconds, text) => expect(formatDuration(seconds)).toBe(text));
});
