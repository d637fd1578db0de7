import { describe, expect, it } from "vitest";

import { apiQuery, changed, choiceFromQuery, countOf, isBackwards, queryFromChoice } from "./choice";

const LUNA = "usr_00000000000000000000000001";
const NOW = Date.parse("2026-11-03T03:00:00Z"); // the evening of the 2nd in New York, a day after its clocks went back

describe("a choice of sessions", () => {
  it("is read from the address and written back", () => {
    const address = `party=client&modality=text&outcome=held&booked=false&with=${LUNA}&period=dates&from=2026-10-01&to=2026-10-31`;
    const choice = choiceFromQuery(new URLSearchParams(address));
    expect(new URLSearchParams(queryFromChoice(choice)).toString()).toBe(address);
    expect(countOf(choice)).toBe(6);
  });

  it("leaves out what makes no sense", () => {
    const address = "modality=smoke&outcome=won&booked=maybe&with=luna&period=3&from=2026-10-01&to=x";
    expect(choiceFromQuery(new URLSearchParams(address))).toEqual({});
    expect(choiceFromQuery(new URLSearchParams("period=dates&from=2026-13-45&to=tomorrow"))).toEqual({ period: "dates" });
  });

  it("forgets the days with the period", () => {
    const own = choiceFromQuery(new URLSearchParams("period=dates&from=2026-10-01"));
    expect(changed(own, { period: "7" })).toEqual({ period: "7" });
    expect(changed(own, { period: undefined })).toEqual({});
    expect(changed(own, { modality: "text" })).toEqual({ period: "dates", from: "2026-10-01", modality: "text" });
  });

  it("asks for whole days of the viewer, also when a day has 25 hours", () => {
    const zone = "America/New_York";
    expect(apiQuery({ period: "7" }, NOW, zone)).toEqual({ from: "2026-10-27T04:00:00.000Z" });
    expect(apiQuery({ period: "dates", from: "2026-11-01", to: "2026-11-01" }, NOW, zone)).toEqual({
      from: "2026-11-01T04:00:00.000Z",
      to: "2026-11-02T05:00:00.000Z",
    });
    expect(apiQuery({ with: LUNA, booked: false }, NOW, zone)).toEqual({ counterpart_id: LUNA, booked: false });
  });

  it("knows when its days contradict each other", () => {
    expect(isBackwards({ period: "dates", from: "2026-10-02", to: "2026-10-01" })).toBe(true);
    expect(isBackwards({ period: "dates", from: "2026-10-01", to: "2026-10-01" })).toBe(false);
    expect(isBackwards({})).toBe(false);
  });
});
