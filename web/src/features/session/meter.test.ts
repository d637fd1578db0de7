import { describe, expect, it, vi } from "vitest";

import { FakeScheduler, settle } from "@/lib/live/testing/fake-scheduler";

import { LiveSessionStore } from "./live-session-store";
import { Meter, secondsUntil } from "./meter";
import { aSession, serverTime } from "./testing/session";

async function setup(session = aSession()) {
  const scheduler = new FakeScheduler();
  const live = new LiveSessionStore(
    {
      get: (etag) => Promise.resolve(etag === null ? { session, etag: "e1" } : "unchanged"),
      act: () => Promise.resolve(session),
      heartbeat: () => Promise.resolve(session),
      trouble: () => "unreachable",
    },
    scheduler,
  );
  const warned = vi.fn();
  const meter = new Meter(live, scheduler, warned);
  live.start();
  await settle();
  meter.start();
  return { scheduler, meter, warned };
}

describe("Meter", () => {
  it("shows every second once", async () => {
    const { scheduler, meter } = await setup();
    const seen: number[] = [];
    meter.subscribe(() => seen.push(meter.snapshot().connectedSeconds));
    await scheduler.advance(4_000);
    expect(seen).toEqual([1, 2, 3, 4]);
  });

  it("warns a client whose money runs out, but nobody before the session has started", async () => {
    const running = await setup(aSession({ minutes_left: 0, connected_seconds: 10 }));
    expect(running.warned).toHaveBeenCalledExactlyOnceWith(1);
    const ringing = await setup(aSession({ minutes_left: 1, state: "waiting", started_at: null, running: false }));
    expect(ringing.warned).not.toHaveBeenCalled();
  });

  it("tells a reader nothing about the client's money", async () => {
    const { meter, warned } = await setup(aSession({ party: "reader", minutes_left: null, balance_cents: null }));
    expect(meter.snapshot().secondsLeft).toBeNull();
    expect(warned).not.toHaveBeenCalled();
  });

  it("counts down by the server's clock", async () => {
    const { scheduler, meter } = await setup();
    expect(secondsUntil(serverTime(60), meter.snapshot())).toBe(60);
    await scheduler.advance(20_000);
    expect(secondsUntil(serverTime(60), meter.snapshot())).toBe(40);
    expect(secondsUntil(serverTime(-5), meter.snapshot())).toBe(0);
  });
});
