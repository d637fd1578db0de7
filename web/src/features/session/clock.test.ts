import { describe, expect, it } from "vitest";

import { SessionClock } from "./clock";
import { aSession, serverTime } from "./testing/session";

function until(clock: SessionClock, instant: string, nowMs: number): number {
  return (Date.parse(instant) - clock.read(nowMs).serverNowMs) / 1000;
}

function shown(clock: SessionClock, atSeconds: number): number {
  return clock.read(atSeconds * 1000).connectedSeconds;
}

describe("SessionClock", () => {
  it("counts on between answers while the clock runs", () => {
    const clock = new SessionClock();
    clock.ingest(aSession({ connected_seconds: 10 }), 0);
    expect([0, 0.9, 1, 5.2].map((at) => shown(clock, at))).toEqual([10, 10, 11, 15]);
  });

  it("stands while the session does not run", () => {
    const clock = new SessionClock();
    clock.ingest(aSession({ connected_seconds: 42, running: false }), 0);
    expect(shown(clock, 100)).toBe(42);
  });

  it("jumps to what the server proved if that is more", () => {
    const clock = new SessionClock();
    clock.ingest(aSession({ connected_seconds: 0 }), 0);
    clock.ingest(aSession({ connected_seconds: 20, server_time: serverTime(5) }), 5_000);
    expect(shown(clock, 5)).toBe(20);
  });

  it("does not run backwards when proof trails behind", () => {
    const clock = new SessionClock();
    clock.ingest(aSession({ connected_seconds: 15 }), 0);
    clock.ingest(aSession({ connected_seconds: 15, server_time: serverTime(5) }), 5_000);
    expect(shown(clock, 5)).toBe(20);
    clock.ingest(aSession({ connected_seconds: 15, server_time: serverTime(10) }), 10_000);
    expect(shown(clock, 12)).toBe(27);
  });

  it("waits when it leads by two heartbeats, and goes on when the proof has come nearer", () => {
    const clock = new SessionClock();
    clock.ingest(aSession({ connected_seconds: 15 }), 0);
    expect(shown(clock, 60)).toBe(45);
    clock.ingest(aSession({ connected_seconds: 30, server_time: serverTime(60) }), 60_000);
    expect(shown(clock, 60)).toBe(45);
    expect(shown(clock, 70)).toBe(55);
  });

  it("shows the proved figure once the clock stands, even if that is less", () => {
    const clock = new SessionClock();
    clock.ingest(aSession({ connected_seconds: 15 }), 0);
    clock.ingest(aSession({ connected_seconds: 30, running: false, server_time: serverTime(20) }), 20_000);
    expect(shown(clock, 20)).toBe(30);
  });

  it("stops at the end of the last paid minute when nothing is left for another", () => {
    const clock = new SessionClock();
    clock.ingest(aSession({ connected_seconds: 55, minutes_left: 0 }), 0);
    expect(shown(clock, 20)).toBe(60);
  });

  it("knows the server's time, whatever this computer's clock says", () => {
    const clock = new SessionClock();
    clock.ingest(aSession(), 7_000);
    expect(until(clock, serverTime(60), 7_000)).toBe(60);
    expect(until(clock, serverTime(60), 37_500)).toBe(29.5);
  });

  it("believes the fastest answer, but follows the server after the computer slept", () => {
    const clock = new SessionClock();
    clock.ingest(aSession({ server_time: serverTime(0) }), 0);
    clock.ingest(aSession({ server_time: serverTime(5) }), 6_500); // a slow answer
    expect(until(clock, serverTime(60), 6_500)).toBe(53.5);
    clock.ingest(aSession({ server_time: serverTime(300) }), 10_000);
    expect(until(clock, serverTime(360), 10_000)).toBe(60);
  });
});
