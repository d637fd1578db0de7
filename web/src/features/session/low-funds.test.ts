import { describe, expect, it } from "vitest";

import { LowFundsWatch, secondsLeft } from "./low-funds";

describe("secondsLeft", () => {
  it("is what is left of the charged minutes and what the balance still pays", () => {
    expect(secondsLeft({ paid_until_seconds: 120, minutes_left: 3 }, 90)).toBe(210);
  });

  it("is not known to whoever does not pay", () => {
    expect(secondsLeft({ paid_until_seconds: 120, minutes_left: null }, 90)).toBeNull();
  });

  it("is never negative", () => {
    expect(secondsLeft({ paid_until_seconds: 60, minutes_left: 0 }, 75)).toBe(0);
  });
});

describe("LowFundsWatch", () => {
  it("warns at 5, 2 and 1 minutes, once each", () => {
    const watch = new LowFundsWatch();
    const warned: [number, number][] = [];
    for (let left = 400; left >= 0; left--) {
      const mark = watch.check(left);
      if (mark !== null) warned.push([left, mark]);
    }
    expect(warned).toEqual([
      [300, 5],
      [120, 2],
      [60, 1],
    ]);
  });

  it("gives only the most urgent of several warnings that are due at once", () => {
    const watch = new LowFundsWatch();
    expect(watch.check(60)).toBe(1);
    expect(watch.check(59)).toBeNull();
  });

  it("does not repeat itself when the clock corrects itself a little", () => {
    const watch = new LowFundsWatch();
    watch.check(118);
    expect(watch.check(140)).toBeNull();
    expect(watch.check(119)).toBeNull();
  });

  it("warns again after a top-up", () => {
    const watch = new LowFundsWatch();
    watch.check(60);
    expect(watch.check(900)).toBeNull();
    expect(watch.check(299)).toBe(5);
  });
});
