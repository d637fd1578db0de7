import { describe, expect, it } from "vitest";

import type { ChatMessage } from "@/lib/api/types";
import { FakeScheduler, settle } from "@/lib/live/testing/fake-scheduler";

import { ChatLog, type ChatPort, type Outbox } from "./chat-log";

const FINAL = new Error("session_wrong_state");

/** A chat on a server: stores each client_message_id once, pages by two. */
class FakeServer implements ChatPort {
  down = false;
  closed = false;
  readonly messages: ChatMessage[] = [];
  readonly attempts: string[] = [];

  write(author: "client" | "reader", text: string, clientMessageId = `c-${this.messages.length}`): ChatMessage {
    const known = this.messages.find((message) => message.client_message_id === clientMessageId);
    if (known) return known;
    const message: ChatMessage = {
      message_id: `msg_${String(this.messages.length).padStart(4, "0")}`,
      client_message_id: clientMessageId,
      author,
      text,
      sent_at: "2026-03-01T10:00:00.000Z",
    };
    this.messages.push(message);
    return message;
  }
  list(cursor: string | null) {
    if (this.down) return Promise.reject(new Error("down"));
    const from = Number(cursor ?? 0);
    const items = this.messages.slice(from, from + 2);
    const next = from + items.length;
    return Promise.resolve({ items, next_cursor: String(next), has_more: next < this.messages.length });
  }
  send({ client_message_id, text }: { client_message_id: string; text: string }) {
    this.attempts.push(text);
    if (this.closed) return Promise.reject(FINAL);
    if (this.down) return Promise.reject(new Error("down"));
    return Promise.resolve(this.write("client", text, client_message_id));
  }
  isFinal(error: unknown): boolean {
    return error === FINAL;
  }
}

class MemoryOutbox implements Outbox {
  readonly kept = new Map<string, string>();
  getItem(key: string): string | null {
    return this.kept.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    this.kept.set(key, value);
  }
  removeItem(key: string): void {
    this.kept.delete(key);
  }
}

function setup(server = new FakeServer(), outbox = new MemoryOutbox()) {
  const scheduler = new FakeScheduler();
  const open = () => new ChatLog({ sessionId: "ses_1", port: server, scheduler, outbox });
  const log = open();
  return { server, outbox, scheduler, log, open };
}

function texts(log: ChatLog): string[] {
  return log.snapshot().entries.map((entry) => `${entry.author}: ${entry.text} (${entry.status})`);
}

describe("ChatLog", () => {
  it("shows everything stored, page after page, then what arrives", async () => {
    const { server, scheduler, log } = setup();
    for (const text of ["a", "b", "c", "d", "e"]) server.write("reader", text);
    log.start("client");
    await settle();
    expect(log.snapshot()).toMatchObject({ loaded: true });
    expect(log.snapshot().entries.map((entry) => entry.text)).toEqual(["a", "b", "c", "d", "e"]);
    server.write("reader", "f");
    await scheduler.advance(2_000);
    expect(log.snapshot().entries.at(-1)?.text).toBe("f");
  });

  it("is asked for less often in a call in which nobody writes, until somebody does", async () => {
    const { server, scheduler, log } = setup();
    let asked = 0;
    const list = server.list.bind(server);
    server.list = (cursor) => {
      asked++;
      return list(cursor);
    };
    log.start("client", true);
    await scheduler.advance(60_000);
    asked = 0;
    await scheduler.advance(60_000);
    expect(asked).toBe(12);
    server.write("reader", "Are you there?");
    await scheduler.advance(5_000);
    expect(log.snapshot().entries).toHaveLength(1);
    asked = 0;
    await scheduler.advance(20_000);
    expect(asked).toBe(10);
  });

  it("tells that a message cannot be sent any more", async () => {
    const server = new FakeServer();
    let told = 0;
    const log = new ChatLog({ sessionId: "ses_1", port: server, scheduler: new FakeScheduler(), outbox: new MemoryOutbox(), onRefused: () => told++ });
    log.start("client");
    await settle();
    server.closed = true;
    log.send("too late");
    await settle();
    expect(told).toBe(1);
  });

  it("shows an own message at once and exactly once", async () => {
    const { scheduler, log } = setup();
    log.start("client");
    await settle();
    log.send("  hello ");
    expect(texts(log)).toEqual(["client: hello (sending)"]);
    await scheduler.advance(4_000);
    expect(texts(log)).toEqual(["client: hello (sent)"]);
  });

  it("ignores blank text", () => {
    const { log } = setup();
    log.send("   ");
    expect(log.snapshot().entries).toHaveLength(0);
  });

  it("keeps order by the server's time, also with answers that crossed", async () => {
    const { server, scheduler, log } = setup();
    log.start("client");
    await settle();
    server.write("reader", "first");
    log.send("second");
    await settle();
    await scheduler.advance(2_000);
    expect(log.snapshot().entries.map((entry) => entry.text)).toEqual(["first", "second"]);
  });

  it("holds back what was written after a message that failed, and retries in order", async () => {
    const { server, log } = setup();
    log.start("client");
    await settle();
    server.down = true;
    log.send("one");
    log.send("two");
    await settle();
    expect(texts(log)).toEqual(["client: one (failed)", "client: two (failed)"]);
    expect(server.attempts).toEqual(["one"]);
    server.down = false;
    log.catchUp();
    await settle();
    expect(texts(log)).toEqual(["client: one (sent)", "client: two (sent)"]);
  });

  it("retries one message on request, with the same id", async () => {
    const { server, log } = setup();
    log.start("client");
    await settle();
    server.down = true;
    log.send("one");
    await settle();
    server.down = false;
    const [entry] = log.snapshot().entries;
    log.retry(entry?.key ?? "");
    await settle();
    expect(server.messages.map((message) => message.client_message_id)).toEqual([entry?.key]);
  });

  it("keeps unsent messages across a reload and sends them then", async () => {
    const { server, outbox, log, open } = setup();
    log.start("client");
    await settle();
    server.down = true;
    log.send("kept");
    await settle();
    log.stop();
    server.down = false;
    const after = open();
    after.start("client");
    await settle();
    expect(texts(after)).toEqual(["client: kept (sent)"]);
    expect(outbox.kept.size).toBe(0);
  });

  it("marks what the server refuses, and lets it be thrown away", async () => {
    const { server, outbox, log } = setup();
    log.start("client");
    await settle();
    server.closed = true;
    log.send("too late");
    await settle();
    expect(texts(log)).toEqual(["client: too late (refused)"]);
    log.discard(log.snapshot().entries[0]?.key ?? "");
    expect(log.snapshot().entries).toHaveLength(0);
    expect(outbox.kept.size).toBe(0);
  });

  it("draws nothing anew for an empty poll", async () => {
    const { server, scheduler, log } = setup();
    server.write("reader", "a");
    log.start("client");
    await settle();
    const before = log.snapshot();
    await scheduler.advance(2_000);
    expect(log.snapshot()).toBe(before);
  });

  it("survives a damaged outbox", () => {
    const outbox = new MemoryOutbox();
    outbox.setItem("soulseer.chat.ses_1", "{not json");
    const { log } = setup(new FakeServer(), outbox);
    log.start("client");
    expect(log.snapshot().entries).toEqual([]);
  });
});
