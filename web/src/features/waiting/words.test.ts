import { describe, expect, it } from "vitest";

import { placeWords, waitWords } from "./words";

describe("a place in line", () => {
  it("is told in words", () => {
    expect(placeWords({ position: 1 })).toBe("You are next in line");
    expect(placeWords({ position: 3 })).toBe("You are number 3 in line");
  });

  it("promises whole minutes, and nothing without a past to go by", () => {
    expect(waitWords({ estimated_wait_seconds: null })).toBeNull();
    expect(waitWords({ estimated_wait_seconds: 0 })).toBe("about a minute");
    expect(waitWords({ estimated_wait_seconds: 61 })).toBe("about 2 minutes");
  });
});
