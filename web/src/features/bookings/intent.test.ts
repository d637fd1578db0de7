import { describe, expect, it } from "vitest";

import { intentFrom, searchWithIntent } from "./intent";

describe("an intent in the address", () => {
  it("is written and read beside what else stands there", () => {
    const intent = { starts_at: "2026-10-30T13:00:00.000Z", minutes: 30, way: "video" } as const;
    const query = searchWithIntent(new URLSearchParams("top_up=top_1"), intent);
    expect(query.get("top_up")).toBe("top_1");
    expect(intentFrom(query)).toEqual(intent);
    expect(searchWithIntent(query, null).toString()).toBe("top_up=top_1");
  });

  it.each([
    "",
    "book=soon&minutes=30&way=video",
    "book=2026-10-30T13:00:00Z&minutes=20&way=video",
    "book=2026-10-30T13:00:00Z&minutes=30&way=letter",
  ])("is not read from %j", (text) => expect(intentFrom(new URLSearchParams(text))).toBeNull());
});
