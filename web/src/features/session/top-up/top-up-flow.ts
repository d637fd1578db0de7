import type { TopUp } from "@/lib/api/types";
import type { Scheduler } from "@/lib/live/scheduler";
import { Store } from "@/lib/live/store";

const POLL_MS = 3_000;
/** Checkout pages live for about half an hour; nobody waits longer at this dialog. */
const GIVE_UP_AFTER_MS = 30 * 60_000;

export type TopUpStage = "choosing" | "starting" | "paying" | "paid" | "lapsed";

export interface TopUpSnapshot {
  stage: TopUpStage;
  topUp: TopUp | null;
  error: unknown;
}

/** The window of the checkout page: opened empty during the click, because browsers allow it only then. */
export interface CheckoutWindow {
  goTo(address: string): void;
  close(): void;
}

export interface TopUpPort {
  create(amountCents: number, idempotencyKey: string): Promise<TopUp>;
  refresh(topUpId: string): Promise<TopUp>;
}

/** One top-up made beside a session that goes on: opens the checkout elsewhere and asks until it is paid. */
export class TopUpFlow {
  readonly snapshot: () => TopUpSnapshot;
  readonly subscribe: (listener: () => void) => () => void;
  readonly #port: TopUpPort;
  readonly #scheduler: Scheduler;
  readonly #onPaid: (topUp: TopUp) => void;
  readonly #newKey: () => string;
  readonly #store = new Store<TopUpSnapshot>({ stage: "choosing", topUp: null, error: null });
  /** One key for each amount asked for, kept over retries, so that a lost answer does not make a second checkout. */
  readonly #keys = new Map<number, string>();
  #cancel: (() => void) | null = null;
  #startedAt = 0;
  #asking = false;

  constructor(port: TopUpPort, scheduler: Scheduler, onPaid: (topUp: TopUp) => void, newKey: () => string) {
    this.#port = port;
    this.#scheduler = scheduler;
    this.#onPaid = onPaid;
    this.#newKey = newKey;
    this.snapshot = this.#store.get;
    this.subscribe = this.#store.subscribe;
  }

  /** `checkout` is null where the browser let no window open: the dialog then offers a link. */
  async start(amountCents: number, checkout: CheckoutWindow | null): Promise<void> {
    this.#set({ stage: "starting", error: null });
    const key = this.#keys.get(amountCents) ?? this.#newKey();
    this.#keys.set(amountCents, key);
    try {
      const topUp = await this.#port.create(amountCents, key);
      if (topUp.checkout_url) checkout?.goTo(topUp.checkout_url);
      this.#startedAt = this.#scheduler.now();
      this.#set({ stage: "paying", topUp });
      this.#taken(topUp);
    } catch (error) {
      checkout?.close();
      this.#set({ stage: "choosing", error });
    }
  }

  /** The person has come back to this window: no need to wait for the next turn. */
  async askNow(): Promise<void> {
    const { stage, topUp } = this.snapshot();
    if (stage !== "paying" || !topUp || this.#asking) return;
    this.#cancel?.();
    this.#asking = true;
    try {
      this.#taken(await this.#port.refresh(topUp.top_up_id));
    } catch {
      this.#askLater(); // the payment itself is not in doubt, only the news of it
    } finally {
      this.#asking = false;
    }
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  #taken(topUp: TopUp): void {
    this.#set({ topUp });
    if (topUp.status === "paid") {
      this.#keys.clear();
      this.#set({ stage: "paid" });
      this.#onPaid(topUp);
    } else if (topUp.status !== "pending" || this.#scheduler.now() - this.#startedAt > GIVE_UP_AFTER_MS) {
      this.#keys.clear();
      this.#set({ stage: "lapsed" });
    } else {
      this.#askLater();
    }
  }

  #askLater(): void {
    this.#cancel = this.#scheduler.after(POLL_MS, () => void this.askNow());
  }

  #set(change: Partial<TopUpSnapshot>): void {
    this.#store.set({ ...this.snapshot(), ...change });
  }
}
