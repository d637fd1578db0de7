import { backoffMs, type Scheduler } from "@/lib/live/scheduler";
import type { MediaToken } from "./types";

export interface TokenKeeperOptions {
  first: MediaToken;
  fetchToken: () => Promise<MediaToken>;
  /** True when asking again is pointless (the session ended, or is not ours). */
  isFinal: (error: unknown) => boolean;
  scheduler: Scheduler;
  onRenewed: (token: MediaToken) => void;
  onRefused: (error: unknown) => void;
  random?: () => number;
}

/**
 * Keeps a media token fresh: renews it `refresh_after_seconds` after it was had, tries again with growing pauses while
 * the API cannot be reached, and stops for good when the API says no.
 */
export class TokenKeeper {
  readonly #options: TokenKeeperOptions;
  #current: MediaToken;
  #inFlight: Promise<MediaToken> | null = null;
  #cancel: (() => void) | null = null;
  #attempt = 0;
  #stopped = false;

  constructor(options: TokenKeeperOptions) {
    this.#options = options;
    this.#current = options.first;
    this.#schedule(options.first.refresh_after_seconds * 1000);
  }

  current(): MediaToken {
    return this.#current;
  }

  /** A new token now (one request however many ask at once). Rejects with what the API said. */
  renew(): Promise<MediaToken> {
    this.#inFlight ??= this.#renew().finally(() => {
      this.#inFlight = null;
    });
    return this.#inFlight;
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel?.();
  }

  async #renew(): Promise<MediaToken> {
    this.#cancel?.();
    try {
      const token = await this.#options.fetchToken();
      this.#current = token;
      this.#attempt = 0;
      this.#schedule(token.refresh_after_seconds * 1000);
      if (!this.#stopped) this.#options.onRenewed(token);
      return token;
    } catch (error) {
      if (this.#options.isFinal(error)) {
        if (!this.#stopped) this.#options.onRefused(error);
        this.stop();
      } else {
        this.#schedule(backoffMs(this.#attempt++, this.#options.random));
      }
      throw error;
    }
  }

  #schedule(ms: number): void {
    if (this.#stopped) return;
    this.#cancel = this.#options.scheduler.after(ms, () => {
      this.renew().catch(() => undefined); // reported through onRefused or tried again; nobody else waits for it
    });
  }
}
