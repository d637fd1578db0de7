/** A reload follows its key within moments; a key pressed long ago says nothing about why the page goes now. */
const KEY_COUNTS_FOR_MS = 3_000;

/**
 * Guesses whether a page that is going away is only being reloaded.
 *
 * Saying "leaving" on a reload would pause the session and use up a reconnect for a second's absence; not saying it on
 * a closed tab would let the other party wait for a heartbeat that never comes. No event tells the two apart for sure,
 * so both signs that browsers give are used: the Navigation API's own word, and the reload keys. A wrong guess costs no
 * money in either direction, because charging stops at the last moment at which both were proved present.
 */
export class ReloadWatch {
  #keyAt = Number.NEGATIVE_INFINITY;
  #navigation: "reload" | "other" | null = null;
  readonly #undo: (() => void)[] = [];

  constructor() {
    const onKey = (event: KeyboardEvent) => {
      const withControl = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "r";
      if (event.key === "F5" || withControl) this.#keyAt = performance.now();
    };
    window.addEventListener("keydown", onKey, true);
    this.#undo.push(() => window.removeEventListener("keydown", onKey, true));

    if (!("navigation" in window)) return;
    const navigation = window.navigation as EventTarget;
    const onNavigate = (event: Event & { navigationType?: string }) => {
      this.#navigation = event.navigationType === "reload" ? "reload" : "other";
    };
    navigation.addEventListener("navigate", onNavigate);
    this.#undo.push(() => navigation.removeEventListener("navigate", onNavigate));
  }

  isUnderWay(): boolean {
    return this.#navigation === "reload" || performance.now() - this.#keyAt < KEY_COUNTS_FOR_MS;
  }

  stop(): void {
    for (const undo of this.#undo) undo();
  }
}
