import { describe, expect, it } from "vitest";

import { filtersFromQuery, queryFromFilters } from "./filters";

const read = (query: string) => filtersFromQuery(new URLSearchParams(query));

describe("filters in the address", () => {
  it("reads what is there", () => {
    expect(read("modality=video&online=true&speciality=tarot&q=love&sort=price")).toEqual({
      modality: "video",
      online: true,
      speciality: "tarot",
      q: "love",
      sort: "price",
    });
  });

  it("takes what makes no sense as not there", () => {
    expect(read("modality=smoke&online=yes&speciality=+&q=&sort=toString")).toEqual({});
  });

  it("leaves defaults out of the address", () => {
    expect(queryFromFilters({ q: undefined, sort: undefined, online: true }).toString()).toBe("online=true");
  });

  it("reads back what it writes", () => {
    const filters = { modality: "text", online: true, q: "life & path", sort: "reviews" } as const;
    expect(filtersFromQuery(queryFromFilters(filters))).toEqual(filters);
  });
});
