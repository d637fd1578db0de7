import { describe, expect, it } from "vitest";

import type { Session } from "@/lib/api/types";
import { FakeScheduler, settle } from "@/lib/live/testing/fake-scheduler";

import { LiveSessionStore, type SessionPort, type Trouble } from "./live-session-store";
import { aSession, serverTime } from "./testing/session";

class Refusal extends Error {
  readonly trouble: Trouble;
  constructor(trouble: Trouble) {
    super(trouble);
    this.trouble = trouble;
  }
}

/** A server whose answers the test sets. */
class FakePort implements SessionPort {
  answer: Session | "unchanged" | Refusal = aSession();
  beatAnswer: Session | Refusal = aSession();
  actAnswer: Session | Refusal = aSession();
  readonly log: string[] = [];

  get(etag: string | null): ReturnType<SessionPort["get"]> {
    this.log.push(etag === null ? "get" : `get ${etag}`);
    if (this.answer instanceof Refusal) return Promise.reject(this.answer);
    return Promise.resolve(this.answer === "unchanged" ? "unchanged" : { session: this.answer, etag: "e1" });
  }
  act(action: string): Promise<Session> {
    this.log.push(action);
    return this.actAnswer instanceof Refusal ? Promise.reject(this.actAnswer) : Promise.resolve(this.actAnswer);
  }
  heartbeat(leaving: boolean): Promise<Session> {
    this.log.push(leaving ? "leaving" : "beat");
    return this.beatAnswer instanceof Refusal ? Promise.reject(this.beatAnswer) : Promise.resolve(this.beatAnswer);
  }
  trouble(error: unknown): Trouble {
    return (error as Refusal).trouble;
  }
  count(entry: string): number {
    return this.log.filter((one) => one.startsWith(entry)).length;
  }
}

function setup() {
  const port = new FakePort();
  const scheduler = new FakeScheduler();
  const store = new LiveSessionStore(port, scheduler);
  return { port, scheduler, store };
}

describe("polling", () => {
  it("asks at once, then every 5 seconds, with the etag of the last answer", async () => {
    const { port, scheduler, store } = setup();
    store.start();
    await scheduler.advance(10_000);
    expect(port.log).toEqual(["get", "get e1", "get e1"]);
  });

  it.each(["waiting", "reconnecting"] as const)("asks every 2 seconds while %s", async (state) => {
    const { port, scheduler, store } = setup();
    port.answer = aSession({ state, running: false });
    store.start();
    await scheduler.advance(4_000);
    expect(port.count("get")).toBe(3);
  });

  it("stops when the session is over", async () => {
    const { port, scheduler, store } = setup();
    port.answer = aSession({ state: "finalized", running: false });
    store.start();
    await scheduler.advance(60_000);
    expect(port.count("get")).toBe(1);
  });

  it("stops when the session is none of this person's", async () => {
    const { port, scheduler, store } = setup();
    port.answer = new Refusal("denied");
    store.start();
    await scheduler.advance(60_000);
    expect(port.count("get")).toBe(1);
    expect(store.snapshot().denied).toBe(true);
  });

  it.each(["waiting", "paused", "reconnecting"] as const)("goes on once joined while %s", async (state) => {
    const { port, scheduler, store } = setup();
    port.answer = port.beatAnswer = aSession({ state, running: false });
    store.start();
    await settle();
    store.join();
    await scheduler.advance(60_000);
    expect(port.count("get")).toBeGreaterThanOrEqual(12);
  });

  it("says when nobody answers, keeps what it knew, and goes on trying", async () => {
    const { port, scheduler, store } = setup();
    store.start();
    await settle();
    port.answer = new Refusal("unreachable");
    await scheduler.advance(5_000);
    expect(store.snapshot()).toMatchObject({ unreachable: true, session: { state: "active" } });
    port.answer = "unchanged";
    await scheduler.advance(5_000);
    expect(store.snapshot().unreachable).toBe(false);
  });

  it("is not set back by an answer that was overtaken", async () => {
    const { port, scheduler, store } = setup();
    port.answer = aSession({ server_time: serverTime(10), charged_minutes: 2 });
    store.start();
    await settle();
    port.answer = aSession({ server_time: serverTime(5), charged_minutes: 1 });
    await scheduler.advance(5_000);
    expect(store.snapshot().session?.charged_minutes).toBe(2);
  });

  it("never returns from the end", async () => {
    const { port, store } = setup();
    store.start();
    await settle();
    port.actAnswer = aSession({ state: "finalized", server_time: serverTime(1) });
    await store.act("end");
    port.actAnswer = aSession({ state: "active", server_time: serverTime(2) });
    await store.act("end");
    expect(store.snapshot().session?.state).toBe("finalized");
  });
});

describe("presence", () => {
  it("is not claimed before this page has joined", async () => {
    const { port, scheduler, store } = setup();
    store.start();
    await scheduler.advance(60_000);
    expect(port.count("beat")).toBe(0);
  });

  it("is proved at once on joining and then as often as the server says", async () => {
    const { port, scheduler, store } = setup();
    store.start();
    await settle();
    store.join();
    expect(port.count("beat")).toBe(1);
    await scheduler.advance(30_000);
    expect(port.count("beat")).toBe(3);
  });

  it("is not claimed while media are lost, and proved at once when they are back", async () => {
    const { port, scheduler, store } = setup();
    store.start();
    await settle();
    store.join();
    store.setPresent(false);
    await scheduler.advance(60_000);
    expect(port.count("beat")).toBe(1);
    store.setPresent(true);
    expect(port.count("beat")).toBe(2);
  });

  it("is proved at once when the page comes back to life", async () => {
    const { port, store } = setup();
    store.start();
    await settle();
    store.join();
    await settle();
    store.catchUp();
    expect(port.log.slice(-2)).toEqual(["beat", "get"]);
  });

  it("is withdrawn by leaving, once, and then not claimed any more", async () => {
    const { port, scheduler, store } = setup();
    store.start();
    await settle();
    store.join();
    store.leave();
    store.leave();
    await scheduler.advance(60_000);
    expect(port.count("leaving")).toBe(1);
    expect(port.count("beat")).toBe(1);
  });

  it("ends with the session", async () => {
    const { port, scheduler, store } = setup();
    store.start();
    await settle();
    store.join();
    port.beatAnswer = aSession({ state: "finalized", running: false, server_time: serverTime(15) });
    await scheduler.advance(60_000);
    expect(port.count("beat")).toBe(2);
    store.leave();
    expect(port.count("leaving")).toBe(0);
  });

  it("goes on trying while nobody answers", async () => {
    const { port, scheduler, store } = setup();
    store.start();
    await settle();
    store.join();
    port.beatAnswer = new Refusal("unreachable");
    port.answer = new Refusal("unreachable");
    await scheduler.advance(30_000);
    expect(port.count("beat")).toBe(3);
    expect(store.snapshot().unreachable).toBe(true);
  });
});

describe("while heartbeats are answered and the session is active", () => {
  async function talking() {
    const world = setup();
    world.store.start();
    await settle();
    world.store.join();
    await settle();
    world.port.log.length = 0;
    return world;
  }

  it("nothing else is asked", async () => {
    const { port, scheduler } = await talking();
    await scheduler.advance(60_000);
    expect(port.log).toEqual(["beat", "beat", "beat", "beat"]);
  });

  it("their answers are what the page shows", async () => {
    const { port, scheduler, store } = await talking();
    port.beatAnswer = aSession({ charged_minutes: 5, server_time: serverTime(15) });
    await scheduler.advance(15_000);
    expect(store.snapshot().session?.charged_minutes).toBe(5);
  });

  it("polling begins again when the session pauses", async () => {
    const { port, scheduler } = await talking();
    port.beatAnswer = port.answer = aSession({ state: "paused", running: false, server_time: serverTime(15) });
    await scheduler.advance(30_000);
    expect(port.count("get")).toBe(3);
  });

  it("polling begins again when a heartbeat fails, and ends when one is answered", async () => {
    const { port, scheduler } = await talking();
    port.beatAnswer = new Refusal("unreachable");
    await scheduler.advance(25_000);
    expect(port.count("get")).toBe(2);
    port.beatAnswer = aSession({ server_time: serverTime(30) });
    await scheduler.advance(5_000);
    port.log.length = 0;
    await scheduler.advance(30_000);
    expect(port.count("get")).toBe(0);
  });

  it("polling begins again when media are lost, for no heartbeat is sent then", async () => {
    const { port, scheduler, store } = await talking();
    store.setPresent(false);
    await scheduler.advance(10_000);
    expect(port.count("get")).toBe(2);
  });

  it("the page can still ask at once", async () => {
    const { port, scheduler, store } = await talking();
    port.answer = aSession({ state: "finalized", running: false, server_time: serverTime(3) });
    store.refresh();
    await scheduler.advance(0);
    expect(store.snapshot().session?.state).toBe("finalized");
  });
});

describe("actions", () => {
  it("show their outcome at once", async () => {
    const { port, store } = setup();
    port.answer = aSession({ state: "waiting", accepted_at: null, running: false });
    store.start();
    await settle();
    port.actAnswer = aSession({ state: "waiting", server_time: serverTime(1) });
    await store.act("accept");
    expect(store.snapshot().session?.accepted_at).not.toBeNull();
  });

  it("bring the page up to date when the session has moved on", async () => {
    const { port, store } = setup();
    store.start();
    await settle();
    port.answer = aSession({ state: "finalized", server_time: serverTime(3) });
    port.actAnswer = new Refusal("changed");
    await expect(store.act("end")).rejects.toBeInstanceOf(Refusal);
    expect(store.snapshot().session?.state).toBe("finalized");
  });
});

it("stops altogether when told to", async () => {
  const { port, scheduler, store } = setup();
  store.start();
  await settle();
  store.join();
  store.stop();
  const before = port.log.length;
  await scheduler.advance(60_000);
  store.catchUp();
  expect(port.log).toHaveLength(before);
});
