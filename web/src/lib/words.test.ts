import { describe, expect, it } from "vitest";

import { formatRating, languageName, plural, specialityName } from "./words";

describe("words", () => {
  it("writes a rating from hundredths", () => {
    expect([487, 500, 405, 90].map(formatRating)).toEqual(["4.87", "5.00", "4.05", "0.90"]);
  });

  it("counts in words", () => {
    expect([plural(1, "review"), plural(0, "review"), plural(1200, "entry", "entries")]).toEqual([
      "1 review",
      "0 reviews",
      "1,200 entries",
    ]);
  });

  it("names a language by its tag, and leaves a tag that has no name", () => {
    expect([languageName("en"), languageName("pt-BR"), languageName("not a tag")]).toEqual([
      "English",
      "Brazilian Portuguese",
      "not a tag",
    ]);
  });

  it("writes a speciality as a heading", () => expect(specialityName("life path")).toBe("Life path"));
});
