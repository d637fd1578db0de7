import { beforeEach, describe, expect, it } from "vitest";

import { TokenCache } from "./token-cache";

/** As much of Storage as the cache uses: entries are own properties, as in a browser. */
class FakeStorage {
  [key: string]: unknown;
  getItem(key: string): string | null {
    return Object.hasOwn(this, key) ? (this[key] as string) : null;
  }
  setItem(key: string, value: string): void {
    this[key] = value;
  }
  removeItem(key: string): void {
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete
    delete this[key];
  }
}

const AUDIENCE = "https://api.example";
const entry = (token: string, expiresAt: number, audience = AUDIENCE) => ({ body: { access_token: token, audience }, expiresAt });

describe("TokenCache", () => {
  let storage: FakeStorage;
  let cache: TokenCache;

  beforeEach(() => {
    storage = new FakeStorage();
    storage.setItem("somebody else's", "kept");
    cache = new TokenCache(storage as unknown as Storage);
  });

  it("gives the token of the audience while it holds", () => {
    cache.set("one", entry("other", 5000, "https://other.example"));
    cache.set("two", entry("ours", 5000));
    expect(cache.currentAccessToken(AUDIENCE, 1000)).toBe("ours");
  });

  it("does not give one that is about to end, has ended, or is no token", () => {
    cache.set("one", entry("ending", 1030));
    cache.set("two", entry("ended", 900));
    cache.set("@@user@@", { id_token: "x", decodedToken: {} });
    expect(cache.currentAccessToken(AUDIENCE, 1000)).toBeNull();
  });

  it("throws away what it cannot read", () => {
    storage.setItem("soulseer.auth.broken", "{");
    expect(cache.get("broken")).toBeUndefined();
    expect(cache.isEmpty()).toBe(true);
  });

  it("clears its own keys and nothing else", () => {
    cache.set("one", entry("ours", 5000));
    cache.clear();
    expect(cache.isEmpty()).toBe(true);
    expect(storage.getItem("somebody else's")).toBe("kept");
  });

  it("knows which changes of storage in another tab concern it", () => {
    const concerns = (key: string | null) => TokenCache.concerns({ key } as StorageEvent);
    expect([concerns(null), concerns("soulseer.auth.one"), concerns("soulseer.theme")]).toEqual([true, true, false]);
  });
});
