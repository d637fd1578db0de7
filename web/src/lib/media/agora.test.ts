import { describe, expect, it, vi } from "vitest";
import { type AgoraClient, type AgoraEvents, AgoraMediaConnection, type AgoraSdk } from "./agora";
import { openForModality } from "./local-media";
import { FakeScheduler, settle } from "@/lib/live/testing/fake-scheduler";
import { FakeDevices, fakeLocalMedia, FakeTrack } from "./testing/fake-tracks";
import type { MediaToken } from "./types";

type Listeners = { [E in keyof AgoraEvents]?: AgoraEvents[E] };

/** Stands in for the SDK's client: records what it was told, and lets the test raise its events. */
class FakeClient implements AgoraClient {
  listeners: Listeners = {};
  joinAnswer: Promise<unknown> = Promise.resolve(1);
  readonly published: object[] = [];
  readonly log: string[] = [];

  on<E extends keyof AgoraEvents>(event: E, listener: AgoraEvents[E]): void {
    this.listeners = { ...this.listeners, [event]: listener };
  }
  removeAllListeners(): void {
    this.listeners = {};
  }
  join(appId: string, channel: string, token: string, uid: number): Promise<unknown> {
    this.log.push(`join ${appId} ${channel} ${token} ${uid}`);
    return this.joinAnswer;
  }
  leave(): Promise<void> {
    this.log.push("leave");
    return Promise.resolve();
  }
  publish(tracks: object[]): Promise<void> {
    this.published.push(...tracks);
    return Promise.resolve();
  }
  unpublish(tracks: object[]): Promise<void> {
    for (const track of tracks) this.published.splice(this.published.indexOf(track), 1);
    return Promise.resolve();
  }
  subscribe(): Promise<unknown> {
    return Promise.resolve();
  }
  renewToken(token: string): Promise<void> {
    this.log.push(`renew ${token}`);
    return Promise.resolve();
  }
}

function media(text: string): MediaToken {
  return {
    provider: "agora",
    app_id: "app",
    channel: "ses_1",
    uid: 1,
    token: text,
    expires_at: "2026-01-01T00:20:00.000Z",
    refresh_after_seconds: 600,
  };
}

function setup(options: { fetchToken?: () => Promise<MediaToken>; isFinal?: () => boolean } = {}) {
  const clients: FakeClient[] = [];
  const sdk: AgoraSdk = {
    createClient: () => {
      const client = new FakeClient();
      clients.push(client);
      nextClient(client);
      return client;
    },
    createCustomAudioTrack: ({ mediaStreamTrack }) => ({ of: mediaStreamTrack }),
    createCustomVideoTrack: ({ mediaStreamTrack }) => ({ of: mediaStreamTrack }),
    setLogLevel: () => undefined,
  };
  let nextClient: (client: FakeClient) => void = () => undefined;
  const scheduler = new FakeScheduler();
  const local = fakeLocalMedia(new FakeDevices());
  let renewals = 0;
  const connection = new AgoraMediaConnection({
    token: media("first"),
    fetchToken: options.fetchToken ?? (() => Promise.resolve(media(`renewed ${++renewals}`))),
    isFinal: options.isFinal ?? (() => false),
    local,
    scheduler,
    loadSdk: () => Promise.resolve(sdk),
  });
  return {
    connection,
    clients,
    scheduler,
    local,
    prepareClient: (prepare: (client: FakeClient) => void) => {
      nextClient = prepare;
    },
  };
}

describe("AgoraMediaConnection", () => {
  it("joins with the token's own figures and publishes what is open", async () => {
    const { connection, clients, local } = setup();
    await openForModality(local, "video");
    await connection.join();
    expect(clients[0]?.log).toEqual(["join app ses_1 first 1"]);
    expect(clients[0]?.published).toHaveLength(2);
    expect(connection.snapshot().state).toBe("connected");
  });

  it("gives up a join that never settles, and can join again", async () => {
    const { connection, clients, scheduler, prepareClient } = setup();
    prepareClient((client) => {
      client.joinAnswer = new Promise(() => undefined);
    });
    const joining = connection.join();
    const outcome = expect(joining).rejects.toMatchObject({ code: "timeout" });
    await scheduler.advance(15_000);
    await outcome;
    expect(connection.snapshot()).toMatchObject({ state: "failed", error: { code: "timeout" } });
    expect(clients[0]?.log).toContain("leave");

    prepareClient(() => undefined);
    await connection.join();
    expect(connection.snapshot()).toMatchObject({ state: "connected", error: null });
    expect(clients[1]?.log).toEqual(["join app ses_1 renewed 1 1"]);
  });

  it("renews the token before it lapses, and when the SDK asks", async () => {
    const { connection, clients, scheduler } = setup();
    await connection.join();
    await scheduler.advance(600_000);
    clients[0]?.listeners["token-privilege-will-expire"]?.();
    await settle();
    expect(clients[0]?.log).toEqual(["join app ses_1 first 1", "renew renewed 1", "renew renewed 2"]);
  });

  it("joins anew when the token lapsed after all", async () => {
    const { connection, clients } = setup();
    await connection.join();
    clients[0]?.listeners["token-privilege-did-expire"]?.();
    await settle();
    expect(clients).toHaveLength(2);
    expect(connection.snapshot().state).toBe("connected");
  });

  it("ends when the API refuses another token", async () => {
    const { connection, clients, scheduler } = setup({
      fetchToken: () => Promise.reject(new Error("session_wrong_state")),
      isFinal: () => true,
    });
    await connection.join();
    await scheduler.advance(600_000);
    expect(connection.snapshot()).toMatchObject({ state: "failed", error: { code: "refused" } });
    expect(clients[0]?.log).toContain("leave");
  });

  it("follows the other party's tracks", async () => {
    const { connection, clients } = setup();
    await connection.join();
    const { listeners } = clients[0] as FakeClient;
    const track = new FakeTrack("video") as unknown as MediaStreamTrack;
    const user = { uid: 2, videoTrack: { getMediaStreamTrack: () => track } };
    listeners["user-joined"]?.(user);
    expect(connection.snapshot().remote).toMatchObject({ present: true, cameraOff: true, muted: true });
    listeners["user-published"]?.(user, "video");
    await settle();
    expect(connection.snapshot().remote).toMatchObject({ video: track, cameraOff: false });
    listeners["user-unpublished"]?.(user, "video");
    expect(connection.snapshot().remote).toMatchObject({ video: null, cameraOff: true });
    listeners["user-left"]?.(user, "Quit");
    expect(connection.snapshot().remote.present).toBe(false);
  });

  it("shows the SDK's own reconnecting, and fails when that gives up", async () => {
    const { connection, clients } = setup();
    await connection.join();
    const change = clients[0]?.listeners["connection-state-change"];
    change?.("RECONNECTING", "CONNECTED");
    expect(connection.snapshot().state).toBe("reconnecting");
    change?.("CONNECTED", "RECONNECTING");
    expect(connection.snapshot().state).toBe("connected");
    change?.("DISCONNECTED", "RECONNECTING", "NETWORK_ERROR");
    expect(connection.snapshot()).toMatchObject({ state: "failed", error: { code: "network" } });
  });

  it("unpublishes while muted or without a camera, and publishes again", async () => {
    const { connection, clients, local } = setup();
    await openForModality(local, "video");
    await connection.join();
    await connection.setMuted(true);
    await connection.setCameraOff(true);
    await settle();
    expect(clients[0]?.published).toHaveLength(0);
    await connection.setMuted(false);
    await connection.setCameraOff(false);
    await settle();
    expect(clients[0]?.published).toHaveLength(2);
  });

  it("releases devices and leaves the channel at the end, even one joined too late", async () => {
    const { connection, clients, local, prepareClient } = setup();
    let settleJoin: (uid: number) => void = () => undefined;
    prepareClient((client) => {
      client.joinAnswer = new Promise((resolve) => (settleJoin = resolve));
    });
    await openForModality(local, "voice");
    const joining = connection.join();
    await settle();
    await connection.leave();
    settleJoin(1);
    await joining;
    expect(connection.snapshot()).toMatchObject({ state: "closed", local: { audio: null } });
    expect(clients[0]?.log.filter((entry) => entry === "leave").length).toBeGreaterThanOrEqual(1);
  });

  it("tells its listeners once per change", async () => {
    const { connection } = setup();
    await connection.join();
    const heard = vi.fn();
    connection.subscribe(heard);
    await connection.setMuted(true);
    await connection.setMuted(true);
    expect(heard).toHaveBeenCalledTimes(1);
  });
});
