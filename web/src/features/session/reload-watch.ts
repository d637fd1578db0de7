/** A reload follows its key within moments; a key pressed long ago says nothing about why the page goes now. */
const KEY_COUNTS_FOR_MS = 3_000;

/**
 * Guesses whether a page that is going away is only being reloaded.
 *
 * Saying "leaving" on a reload would pause the session and use up a reconnect for a second's absence; not saying it when
 * a tab is closed would let the other party wait for a heartbeat that never comes. No event tells the two apart (the
 * Navigation API is silent about reloads from the browser's own controls), so the reload keys decide; any other way of
 * leaving counts as leaving. A wrong guess costs no money either way: charging stops at the last moment at which both
 * were proved present.
 */
export class ReloadWatch {
  #keyAt = Number.NEGATIVE_INFINITY;
  readonly #onKey = (event: KeyboardEvent) => {
    const withControl = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "r";
    if (event.key === "F5" || withControl) this.#keyAt = performance.now();
  };

  constructor() {
    window.addEventListener("keydown", this.#onKey, true);
  }

  isUnderWay(): boolean {
    return performance.now() - this.#keyAt < KEY_COUNTS_FOR_MS;
  }

  stop(): void {
    window.removeEventListener("keydown", this.#onKey, true);
  }
}
