import { describe, expect, it } from "vitest";

import { labelledBars, scaleOf, stackOf } from "./scale";

describe("the scale of a chart", () => {
  it("holds every value between round lines, zero among them", () => {
    for (const [lowest, highest] of [
      [0, 0],
      [0, 1],
      [0, 7],
      [0, 4_250],
      [-175, 4_250],
      [-9_999, 0],
      [-3, 123_456],
    ] as const) {
      const { low, high, ticks } = scaleOf(lowest, highest);
      expect(low).toBeLessThanOrEqual(lowest);
      expect(high).toBeGreaterThanOrEqual(highest);
      expect(ticks).toContain(0);
      expect(ticks[0]).toBe(low);
      expect(ticks.at(-1)).toBe(high);
      expect(ticks.length).toBeLessThanOrEqual(7);
      expect(ticks.every(Number.isInteger)).toBe(true);
    }
  });

  it("has round steps", () => {
    expect(scaleOf(0, 4_250).ticks).toEqual([0, 2_000, 4_000, 6_000]);
    expect(scaleOf(-175, 700).ticks).toEqual([-250, 0, 250, 500, 750]);
  });
});

describe("the stack of a day", () => {
  it("grows up from zero by what is above it, and down by what is below", () => {
    expect(stackOf([300, -50, 200, -25])).toEqual([
      { from: 0, to: 300 },
      { from: 0, to: -50 },
      { from: 300, to: 500 },
      { from: -50, to: -75 },
    ]);
  });
});

describe("the dates below", () => {
  it("are few enough to read, and the last day has one", () => {
    expect([...labelledBars(7, 7)]).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect([...labelledBars(30, 6)]).toEqual([4, 9, 14, 19, 24, 29]);
    expect([...labelledBars(1, 6)]).toEqual([0]);
  });
});
