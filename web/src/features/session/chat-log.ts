import * as limits from "@/lib/api/limits";
import type { Scheduler } from "@/lib/live/scheduler";
import { Store } from "@/lib/live/store";
import type { ChatMessage } from "@/lib/api/types";

export type Author = ChatMessage["author"];

export const MAX_TEXT_LENGTH = limits.SendMessage_text_maxLength;

export interface ChatPort {
  /** Messages after `cursor`, oldest first. */
  list(cursor: string | null): Promise<{ items: ChatMessage[]; next_cursor: string; has_more: boolean }>;
  send(message: { client_message_id: string; text: string }): Promise<ChatMessage>;
  /** True when sending the same again cannot succeed (the session is over, the text is refused). */
  isFinal(error: unknown): boolean;
}

/** The part of Storage that keeps unsent messages across a reload. */
export type Outbox = Pick<Storage, "getItem" | "setItem" | "removeItem">;

export interface ChatEntry {
  /** The client's id of the message: it stays the same when the sent message comes back. */
  key: string;
  author: Author;
  text: string;
  sentAt: string | null;
  /** `failed` may be tried again; `refused` may not. */
  status: "sent" | "sending" | "failed" | "refused";
}

export interface ChatSnapshot {
  entries: readonly ChatEntry[];
  loaded: boolean;
  unreachable: boolean;
}

interface Pending {
  client_message_id: string;
  text: string;
  status: "sending" | "failed" | "refused";
}

const POLL_MS = 2_000;
/** In a call people mostly speak: when nobody has written for a while, the chat is asked for less often. */
const QUIET_POLL_MS = 5_000;
const QUIET_AFTER_MS = 60_000;
/** Pages fetched in one go; the rest follows with the next poll. */
const MAX_PAGES = 50;

/**
 * The chat of one session: what the server stored, followed by what waits to be sent.
 *
 * Messages are sent one after the other in the order they were written. Each has an id made here, so sending it twice
 * stores it once; unsent ones outlive a reload in the outbox.
 */
export class ChatLog {
  readonly snapshot: () => ChatSnapshot;
  readonly subscribe: (listener: () => void) => () => void;
  readonly #port: ChatPort;
  readonly #scheduler: Scheduler;
  readonly #onRefused: () => void;
  #author: Author = "client";
  #mayBeQuiet = false;
  #lastWrittenMs = Number.NEGATIVE_INFINITY;
  readonly #outbox: Outbox;
  readonly #outboxKey: string;
  readonly #store = new Store<ChatSnapshot>({ entries: [], loaded: false, unreachable: false });
  readonly #stored = new Map<string, ChatMessage>();
  #pending: Pending[] = [];
  #cursor: string | null = null;
  #running = false;
  #polling = false;
  #sending = false;
  #cancelPoll: (() => void) | null = null;

  /** `onRefused` is told when a message cannot be sent any more: the session has moved on. */
  constructor(options: { sessionId: string; port: ChatPort; scheduler: Scheduler; outbox: Outbox; onRefused?: () => void }) {
    this.#onRefused = options.onRefused ?? (() => undefined);
    this.#port = options.port;
    this.#scheduler = options.scheduler;
    this.#outbox = options.outbox;
    this.#outboxKey = `soulseer.chat.${options.sessionId}`;
    this.#pending = readOutbox(options.outbox, this.#outboxKey);
    this.snapshot = this.#store.get;
    this.subscribe = this.#store.subscribe;
  }

  /** Begins as that party of the session; `besides` says that people speak, and the chat goes beside it. */
  start(author: Author, besides = false): void {
    if (this.#running) return;
    this.#running = true;
    this.#author = author;
    this.#mayBeQuiet = besides;
    this.#lastWrittenMs = this.#scheduler.now();
    void this.#poll();
    void this.#flush();
  }

  stop(): void {
    this.#running = false;
    this.#cancelPoll?.();
  }

  /** The network is back, or the session has just ended: fetch and send what is left, now. */
  catchUp(): void {
    if (!this.#running) return;
    for (const one of this.#pending) if (one.status === "failed") one.status = "sending";
    void this.#poll();
    void this.#flush();
  }

  /** Ignores text that is empty or blank; the rest is cut by nobody, so the caller holds to MAX_TEXT_LENGTH. */
  send(text: string): void {
    const trimmed = text.trim();
    if (!trimmed) return;
    this.#lastWrittenMs = this.#scheduler.now();
    this.#pending.push({ client_message_id: crypto.randomUUID(), text: trimmed, status: "sending" });
    this.#publish({});
    void this.#flush();
  }

  retry(key: string): void {
    for (const one of this.#pending) if (one.client_message_id === key) one.status = "sending";
    this.#publish({});
    void this.#flush();
  }

  discard(key: string): void {
    this.#pending = this.#pending.filter((one) => one.client_message_id !== key);
    this.#publish({});
  }

  async #poll(): Promise<void> {
    this.#cancelPoll?.();
    if (this.#polling || !this.#running) return;
    this.#polling = true;
    try {
      for (let pages = 0; pages < MAX_PAGES; pages++) {
        const page = await this.#port.list(this.#cursor);
        this.#cursor = page.next_cursor;
        for (const message of page.items) this.#keep(message);
        if (!page.has_more) break;
      }
      this.#publish({ loaded: true, unreachable: false });
    } catch {
      this.#publish({ unreachable: true });
    } finally {
      this.#polling = false;
    }
    this.#pollLater();
  }

  #pollLater(): void {
    if (!this.#running) return;
    const isQuiet = this.#mayBeQuiet && this.#scheduler.now() - this.#lastWrittenMs >= QUIET_AFTER_MS;
    this.#cancelPoll = this.#scheduler.after(isQuiet ? QUIET_POLL_MS : POLL_MS, () => void this.#poll());
  }

  async #flush(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    try {
      let next: Pending | undefined;
      while ((next = this.#pending.find((one) => one.status === "sending"))) {
        const { client_message_id, text } = next;
        try {
          this.#keep(await this.#port.send({ client_message_id, text }));
        } catch (error) {
          if (this.#port.isFinal(error)) {
            next.status = "refused";
            this.#onRefused();
          }
          // What was written after it waits with it, so that the order stays as written.
          else for (const one of this.#pending) if (one.status === "sending") one.status = "failed";
        }
        this.#publish({});
      }
    } finally {
      this.#sending = false;
    }
  }

  #keep(message: ChatMessage): void {
    if (!this.#stored.has(message.message_id)) this.#lastWrittenMs = this.#scheduler.now();
    this.#stored.set(message.message_id, message);
    this.#pending = this.#pending.filter((one) => one.client_message_id !== message.client_message_id);
  }

  #publish(change: Partial<ChatSnapshot>): void {
    const unsent = this.#pending.map(({ client_message_id, text }) => ({ client_message_id, text }));
    if (unsent.length > 0) this.#outbox.setItem(this.#outboxKey, JSON.stringify(unsent));
    else this.#outbox.removeItem(this.#outboxKey);

    const sent = [...this.#stored.values()]
      .sort((a, b) => (a.message_id < b.message_id ? -1 : 1)) // ids sort by time
      .map((message): ChatEntry => ({
        key: message.client_message_id,
        author: message.author,
        text: message.text,
        sentAt: message.sent_at,
        status: "sent",
      }));
    const waiting = this.#pending.map((one): ChatEntry => ({
      key: one.client_message_id,
      author: this.#author,
      text: one.text,
      sentAt: null,
      status: one.status,
    }));
    this.#store.set({ ...this.snapshot(), ...change, entries: reuse(this.snapshot().entries, [...sent, ...waiting]) });
  }
}

/** The former list itself when nothing differs, so that an empty poll draws nothing anew. */
function reuse(before: readonly ChatEntry[], now: ChatEntry[]): readonly ChatEntry[] {
  const same =
    before.length === now.length &&
    now.every((entry, index) => {
      const old = before[index];
      return old?.key === entry.key && old.status === entry.status && old.sentAt === entry.sentAt;
    });
  return same ? before : now;
}

function readOutbox(outbox: Outbox, key: string): Pending[] {
  try {
    const kept: unknown = JSON.parse(outbox.getItem(key) ?? "[]");
    if (!Array.isArray(kept)) return [];
    return kept.filter(isUnsent).map((one) => ({ client_message_id: one.client_message_id, text: one.text, status: "sending" }));
  } catch {
    return [];
  }
}

function isUnsent(value: unknown): value is { client_message_id: string; text: string } {
  return (
    typeof value === "object" &&
    value !== null &&
    "client_message_id" in value &&
    typeof value.client_message_id === "string" &&
    "text" in value &&
    typeof value.text === "string"
  );
}
