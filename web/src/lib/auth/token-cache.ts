import type { Cacheable, ICache, WrappedCacheEntry } from "@auth0/auth0-spa-js";

const PREFIX = "soulseer.auth.";
/** A token this close to its end is not worth sending: the answer could arrive after it. */
const MARGIN_SECONDS = 30;

/**
 * Where Auth0's SPA library keeps its tokens: localStorage, under our own prefix.
 *
 * The library (60 kB gz) is loaded only to sign in, renew or sign out. A page load with a token that still holds reads
 * it here through {@link currentAccessToken} and never fetches the library.
 */
export class TokenCache implements ICache {
  private readonly storage: Storage;

  constructor(storage: Storage) {
    this.storage = storage;
  }

  set(key: string, entry: unknown): void {
    this.storage.setItem(PREFIX + key, JSON.stringify(entry));
  }

  // The signature is ICache's.
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
  get<T = Cacheable>(key: string): T | undefined {
    const text = this.storage.getItem(PREFIX + key);
    if (text === null) return undefined;
    try {
      return JSON.parse(text) as T;
    } catch {
      this.storage.removeItem(PREFIX + key);
      return undefined;
    }
  }

  remove(key: string): void {
    this.storage.removeItem(PREFIX + key);
  }

  allKeys(): string[] {
    return Object.keys(this.storage)
      .filter((key) => key.startsWith(PREFIX))
      .map((key) => key.slice(PREFIX.length));
  }

  clear(): void {
    for (const key of this.allKeys()) this.remove(key);
  }

  /** Somebody signed in here before, whether or not the token still holds. */
  isEmpty(): boolean {
    return this.allKeys().length === 0;
  }

  /** The access token for `audience` if it holds for at least {@link MARGIN_SECONDS} more, else null. */
  currentAccessToken(audience: string, nowSeconds: number): string | null {
    for (const key of this.allKeys()) {
      const entry = this.get<Partial<WrappedCacheEntry>>(key);
      const token = entry?.body?.access_token;
      if (token && entry.body?.audience === audience && (entry.expiresAt ?? 0) > nowSeconds + MARGIN_SECONDS) return token;
    }
    return null;
  }

  /** True if a `storage` event (another tab wrote) concerns this cache. */
  static concerns(event: StorageEvent): boolean {
    return event.key === null || event.key.startsWith(PREFIX);
  }
}
