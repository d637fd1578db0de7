import { describe, expect, it } from "vitest";

import { activeFilters, filtersFromQuery, priceWords, queryFromFilters, sortsFor, type ReaderFilters } from "./filters";

const read = (query: string) => filtersFromQuery(new URLSearchParams(query));

describe("filters in the address", () => {
  it("reads what is there", () => {
    expect(
      read(
        "modality=video&online=true&speciality=tarot&speciality=Love&language=es&min_rate_cents=200&max_rate_cents=299&min_rating_hundredths=450&q=love&sort=price",
      ),
    ).toEqual({
      modality: "video",
      online: true,
      speciality: ["tarot", "love"],
      language: ["es"],
      min_rate_cents: 200,
      max_rate_cents: 299,
      min_rating_hundredths: 450,
      q: "love",
      sort: "price",
    });
  });

  it("takes what makes no sense as not there", () => {
    expect(
      read("modality=smoke&online=yes&speciality=+&q=&sort=toString&min_rate_cents=-1&max_rate_cents=9e9&min_rating_hundredths=501"),
    ).toEqual({});
    expect(read(`speciality=${"x".repeat(65)}`)).toEqual({});
    expect(read(Array.from({ length: 9 }, (_, n) => `language=l${n}`).join("&")).language).toHaveLength(8);
  });

  it("leaves defaults out of the address", () => {
    expect(queryFromFilters({ q: "", speciality: [], sort: "featured", online: true }).toString()).toBe("online=true");
    expect(queryFromFilters({ q: "tarot", sort: "relevance" }).toString()).toBe("q=tarot");
    expect(queryFromFilters({ sort: "relevance" }).toString()).toBe("");
  });

  it("reads back what it writes", () => {
    const filters: ReaderFilters = {
      modality: "text",
      online: true,
      speciality: ["life & path", "tarot"],
      max_rate_cents: 199,
      q: "life & path",
      sort: "reviews",
    };
    expect(filtersFromQuery(queryFromFilters(filters))).toEqual(filters);
    expect(filtersFromQuery(queryFromFilters({ q: "a", sort: "featured" }))).toEqual({ q: "a", sort: "featured" });
  });
});

describe("the orders", () => {
  it("have a best match only for words", () => {
    expect(sortsFor({})).not.toContain("relevance");
    expect(sortsFor({ q: "tarot" })[0]).toBe("relevance");
  });
});

describe("prices in words", () => {
  it.each([
    [{ min_rate_cents: 0, max_rate_cents: 199 }, "Under $2"],
    [{ max_rate_cents: 250 }, "Up to $2.50"],
    [{ min_rate_cents: 200, max_rate_cents: 299 }, "$2 to $2.99"],
    [{ min_rate_cents: 500, max_rate_cents: 5_000 }, "$5 and up"],
    [{ min_rate_cents: 150 }, "$1.50 and up"],
    [{}, "Any price"],
  ])("%j is %s", (band, words) => {
    expect(priceWords(band)).toBe(words);
  });
});

describe("filters that are set", () => {
  it("are named and can be taken back one by one", () => {
    const filters: ReaderFilters = { q: "moon", online: true, speciality: ["tarot", "love"], max_rate_cents: 199, sort: "price" };
    const active = activeFilters(filters);
    expect(active.map((each) => each.label)).toEqual(["“moon”", "Online now", "Under $2 a minute", "Tarot", "Love"]);
    expect(active.find((each) => each.label === "Tarot")?.without).toEqual({ ...filters, speciality: ["love"] });
    expect(active[0]?.without).toEqual({ online: true, speciality: ["tarot", "love"], max_rate_cents: 199, sort: "price" });
    expect(activeFilters({ speciality: ["tarot"], sort: "rating" })[0]?.without).toEqual({ sort: "rating" });
    expect(activeFilters({ sort: "price" })).toEqual([]);
  });
});
