import { describe, expect, it, vi } from "vitest";
import { BrowserMediaConnection, deriveState } from "./browser";
import { openForModality } from "./local-media";
import { FakeScheduler, settle } from "@/lib/live/testing/fake-scheduler";
import { FakeDevices, fakeLocalMedia } from "./testing/fake-tracks";
import { FakeWorld } from "./testing/fake-webrtc";
import type { MediaToken } from "./types";

const RELAY = "ws://localhost/local/relay";

function token(uid: number, text = `token-${uid}`): MediaToken {
  return {
    provider: "browser",
    app_id: null,
    channel: "ses_1",
    uid,
    token: text,
    expires_at: "2026-01-01T00:20:00.000Z",
    refresh_after_seconds: 600,
  };
}

function room() {
  const world = new FakeWorld();
  const scheduler = new FakeScheduler();
  let windows = 0;
  const enter = (uid: 1 | 2, options: Partial<ConstructorParameters<typeof BrowserMediaConnection>[0]> = {}) =>
    new BrowserMediaConnection({
      token: token(uid),
      fetchToken: () => Promise.resolve(token(uid, `token-${uid}-renewed`)),
      isFinal: () => false,
      relayUrl: RELAY,
      local: fakeLocalMedia(new FakeDevices()),
      scheduler,
      random: () => 0,
      windowId: `window-${++windows}`,
      openSocket: (url) => world.relay.open(url),
      createPeer: () => world.createPeer(),
      createStream: () => ({}) as MediaStream,
      ...options,
    });
  return { world, scheduler, enter };
}

async function both(modality: "voice" | "video" = "video") {
  const it = room();
  const clientMedia = fakeLocalMedia(new FakeDevices());
  const readerMedia = fakeLocalMedia(new FakeDevices());
  await openForModality(clientMedia, modality);
  await openForModality(readerMedia, modality);
  const client = it.enter(1, { local: clientMedia });
  const reader = it.enter(2, { local: readerMedia });
  await client.join();
  await reader.join();
  await settle();
  return { ...it, client, reader };
}

describe("deriveState", () => {
  const facts = {
    closed: false,
    failed: false,
    relayOpen: true,
    joinedOnce: true,
    peerKnown: true,
    peer: null,
  } as const;

  it.each([
    [{ closed: true }, "closed"],
    [{ failed: true }, "failed"],
    [{ peer: "connected" }, "connected"],
    [{ peer: "connected", relayOpen: false }, "connected"],
    [{ peerKnown: false }, "connected"],
    [{ peer: "connecting" }, "reconnecting"],
    [{ relayOpen: false, peerKnown: false }, "reconnecting"],
    [{ relayOpen: false, peerKnown: false, joinedOnce: false }, "connecting"],
  ] as const)("%o is %s", (change, state) => {
    expect(deriveState({ ...facts, ...change })).toBe(state);
  });
});

describe("BrowserMediaConnection", () => {
  it("is connected and waits while the other window is not there", async () => {
    const { enter } = room();
    const client = enter(1);
    await client.join();
    expect(client.snapshot()).toMatchObject({ state: "connected", remote: { present: false } });
  });

  it("connects two windows, and each has the other's tracks", async () => {
    const { world, client, reader } = await both();
    for (const side of [client, reader]) {
      expect(side.snapshot()).toMatchObject({
        state: "connected",
        remote: { present: true, audio: { kind: "audio" }, video: { kind: "video" }, cameraOff: false },
      });
    }
    expect(world.built).toHaveLength(2);
  });

  it("stays connected when later offers cross", async () => {
    const { client, reader, scheduler, world } = await both("voice");
    await Promise.all([client.setCameraOff(false), reader.setCameraOff(false)]);
    await scheduler.advance(100);
    for (const side of [client, reader]) {
      expect(side.snapshot()).toMatchObject({ state: "connected", remote: { video: { kind: "video" }, cameraOff: false } });
    }
    expect(world.built).toHaveLength(2);
  });

  it("connects even if neither has a device", async () => {
    const { enter } = room();
    const client = enter(1);
    const reader = enter(2);
    await client.join();
    await reader.join();
    await settle();
    expect(client.snapshot()).toMatchObject({ state: "connected", remote: { present: true, muted: true } });
    expect(reader.snapshot()).toMatchObject({ state: "connected", remote: { present: true, cameraOff: true } });
  });

  it("tells the other side about mute and camera, and takes the camera back", async () => {
    const { client, reader } = await both();
    await client.setMuted(true);
    await client.setCameraOff(true);
    await settle();
    expect(reader.snapshot().remote).toMatchObject({ muted: true, cameraOff: true });
    expect(client.snapshot().local).toMatchObject({ video: null, cameraOff: true });
    await client.setCameraOff(false);
    await settle();
    expect(reader.snapshot().remote).toMatchObject({ cameraOff: false });
    expect(client.snapshot().local.video).not.toBeNull();
  });

  it("keeps media flowing when the relay goes, and returns to it with a fresh token", async () => {
    const { world, scheduler, client, reader } = await both();
    const built = world.built.length;
    world.relay.cut();
    await settle();
    expect(client.snapshot()).toMatchObject({ state: "connected", remote: { present: true } });
    world.relay.down = false;
    await scheduler.advance(2_000);
    expect(reader.snapshot().state).toBe("connected");
    expect(world.built).toHaveLength(built);
    expect(world.relay.urls.at(-1)).toContain("token-2-renewed");
  });

  it("waits with growing pauses while the relay stays away, and skips the pause on request", async () => {
    const { world, scheduler, client } = await both();
    world.relay.cut();
    await settle();
    const before = world.relay.urls.length;
    await scheduler.advance(30_000);
    const tries = world.relay.urls.length - before;
    expect(tries).toBeGreaterThan(8);
    expect(tries).toBeLessThan(20);
    world.relay.down = false;
    client.retryNow();
    await settle();
    expect(world.relay.urls.at(-1)).toContain("uid=1");
  });

  it("starts a new connection with a reloaded window", async () => {
    const { world, scheduler, enter } = room();
    const voice = async () => {
      const media = fakeLocalMedia(new FakeDevices());
      await openForModality(media, "voice");
      return media;
    };
    const client = enter(1, { local: await voice() });
    const before = enter(2, { local: await voice() });
    await client.join();
    await before.join();
    await settle();
    expect(client.snapshot().remote.present).toBe(true);

    world.built[0]?.wireCut("disconnected"); // it took its end of the wire with it
    const again = enter(2, { local: await voice() });
    await again.join();
    await scheduler.advance(1_000);
    expect(client.snapshot()).toMatchObject({ state: "connected", remote: { present: true, audio: { kind: "audio" } } });
    expect(again.snapshot().state).toBe("connected");
  });

  it("starts a new ICE round when the wire breaks", async () => {
    const { world, scheduler, client } = await both();
    const [ofClient, ofReader] = world.built;
    ofClient?.wireCut("failed");
    ofReader?.wireCut("failed");
    expect(client.snapshot().state).toBe("reconnecting");
    await scheduler.advance(0); // the reader's side repairs at once, the client's would wait a little
    expect(ofReader?.iceRestarts).toBe(1);
    expect(ofClient?.iceRestarts).toBe(0);
    expect(client.snapshot().state).toBe("connected");
    expect(world.built).toHaveLength(2);
  });

  it("builds a new connection when a new ICE round does not help", async () => {
    const { world, scheduler, client, reader } = await both();
    const [ofClient, ofReader] = world.built;
    world.broken = true;
    ofClient?.wireCut("failed");
    ofReader?.wireCut("failed");
    await scheduler.advance(7_000);
    expect(world.built.length).toBeGreaterThan(2);
    expect(client.snapshot().state).toBe("reconnecting");
    world.broken = false;
    await scheduler.advance(20_000);
    expect(client.snapshot().state).toBe("connected");
    expect(reader.snapshot().state).toBe("connected");
  });

  it("forgets a party that has gone from the relay and from the wire", async () => {
    const { world, client, reader } = await both();
    await reader.leave();
    await settle();
    expect(client.snapshot()).toMatchObject({
      state: "connected",
      remote: { present: false, video: null },
    });
    expect(reader.snapshot()).toMatchObject({ state: "closed", local: { audio: null, video: null } });
    expect(world.built[0]?.connectionState).toBe("closed");
  });

  it("fails when the relay cannot be had in time, and may be asked again", async () => {
    const { world, scheduler, enter } = room();
    world.relay.down = true;
    const client = enter(1);
    const outcome = expect(client.join()).rejects.toMatchObject({ code: "timeout" });
    await scheduler.advance(15_000);
    await outcome;
    expect(client.snapshot()).toMatchObject({ state: "failed", error: { code: "timeout" } });
    world.relay.down = false;
    await client.join();
    expect(client.snapshot()).toMatchObject({ state: "connected", error: null });
  });

  it("gives way to the same person in another browser, and may take the call back", async () => {
    const { scheduler, enter } = room();
    const here = enter(1);
    const there = enter(1);
    await here.join();
    await there.join();
    await scheduler.advance(20_000);
    expect(here.snapshot()).toMatchObject({ state: "failed", error: { code: "elsewhere" } });
    expect(there.snapshot().state).toBe("connected");
    await here.join();
    await scheduler.advance(20_000);
    expect(here.snapshot().state).toBe("connected");
    expect(there.snapshot().state).toBe("failed");
  });

  it("finds a window again that it had given up while the relay came back", async () => {
    const { world, scheduler, client, reader } = await both("voice");
    world.relay.cut();
    for (const peer of world.built) peer.wireCut("failed");
    await settle();
    world.relay.down = false;
    await scheduler.advance(20_000);
    expect(client.snapshot()).toMatchObject({ state: "connected", remote: { present: true } });
    expect(reader.snapshot()).toMatchObject({ state: "connected", remote: { present: true } });
  });

  it("stops when the API refuses another token", async () => {
    const { world, scheduler, enter } = room();
    const client = enter(1, {
      fetchToken: () => Promise.reject(new Error("session_wrong_state")),
      isFinal: () => true,
    });
    await client.join();
    world.relay.cut();
    await scheduler.advance(1_000);
    expect(client.snapshot()).toMatchObject({ state: "failed", error: { code: "refused" } });
    expect(scheduler.pending).toBe(0);
  });

  it("leaves nothing behind", async () => {
    const { world, scheduler, client, reader } = await both();
    const heard = vi.fn();
    client.subscribe(heard);
    await client.leave();
    await reader.leave();
    await settle();
    expect(scheduler.pending).toBe(0);
    expect(world.built.every((peer) => peer.connectionState === "closed")).toBe(true);
  });
});
