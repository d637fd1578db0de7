import { expect, test, type Page } from "@playwright/test";

import { FakeSession, SESSION_ID } from "./fake-session.ts";
import { enter, picture } from "./fixtures.ts";
import { TestRelay } from "./relay.ts";

const PATH = `/sessions/${SESSION_ID}`;

/** Pictures decoded so far of the video with that label. */
function frames(page: Page, label: string): Promise<number> {
  return page
    .getByLabel(label, { exact: true })
    .evaluate((video) => (video as HTMLVideoElement).getVideoPlaybackQuality().totalVideoFrames);
}

async function expectPlaying(page: Page, label: string): Promise<void> {
  await expect(page.getByLabel(label, { exact: true })).toBeVisible({ timeout: 30_000 });
  const before = await frames(page, label);
  await expect.poll(() => frames(page, label), { timeout: 30_000 }).toBeGreaterThan(before + 2);
}

test.describe("two windows over WebRTC", () => {
  test.setTimeout(180_000);
  const relay = new TestRelay();

  test.beforeEach(() => relay.start());
  test.afterEach(() => relay.stop());

  test("see each other, keep talking while the relay is away, and find each other again after a reload without it", async ({ browser }) => {
    const session = new FakeSession();
    session.relayUrl = relay.url;
    const clientContext = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const readerContext = await browser.newContext({ viewport: { width: 360, height: 740 } });
    const client = await enter(clientContext, "client", session);
    const reader = await enter(readerContext, "reader", session);
    await client.goto(PATH);
    await reader.goto(PATH);

    await expectPlaying(client, "Luna Vale's camera");
    await expectPlaying(reader, "Maya Lindqvist's camera");
    await expect(client.getByText("Direct connection between these two windows (local run)")).toBeVisible();
    session.say("reader", "Good evening, Maya. I can see you.", 90);
    session.say("client", "Hello Luna, I can see you too!", 80);
    await expect(client.getByRole("log").getByText("I can see you.")).toBeVisible({ timeout: 15_000 });
    await picture(client, "live-video-1280-dark");
    await picture(reader, "live-video-360-dark");

    // Muting and the camera are told to the other side, and the camera comes back.
    await reader.getByRole("button", { name: "Mute" }).click();
    await expect(client.getByText("Luna Vale is muted")).toBeVisible();
    await reader.getByRole("button", { name: "Camera off" }).click();
    await expect(client.getByText("Luna Vale's camera is off")).toBeVisible();
    await reader.getByRole("button", { name: "Camera on" }).click();
    await expectPlaying(client, "Luna Vale's camera");

    // The relay goes: what is connected stays connected.
    await relay.stop();
    await expectPlaying(client, "Luna Vale's camera");

    // A window reloads while the relay is away: it can only come back with it.
    await reader.reload();
    await expect(client.getByText("Getting Luna Vale back")).toBeVisible({ timeout: 40_000 });
    await picture(client, "call-interrupted-1280-dark");
    await relay.start();
    await expectPlaying(client, "Luna Vale's camera");
    await expectPlaying(reader, "Maya Lindqvist's camera");

    await clientContext.close();
    await readerContext.close();
  });

  test("claims presence only while the call really stands", async ({ browser }) => {
    const session = new FakeSession({ heartbeat_seconds: 1 });
    session.relayUrl = relay.url;
    const context = await browser.newContext();
    const client = await enter(context, "client", session);
    await client.goto(PATH);
    await expect.poll(() => session.heartbeats.client.length).toBeGreaterThan(1);

    await relay.stop();
    await expect(client.getByText("The call was interrupted")).toBeVisible();
    const silentSince = Date.now();
    await expect.poll(() => Date.now() - silentSince, { timeout: 5_000 }).toBeGreaterThan(2_500);
    expect(session.heartbeats.client.filter(({ at }) => at > silentSince)).toEqual([]);

    await relay.start();
    await expect.poll(() => session.heartbeats.client.filter(({ at }) => at > silentSince).length, { timeout: 30_000 }).toBeGreaterThan(0);
    await context.close();
  });

  test("goes on by voice alone when the camera is refused", async ({ browser }) => {
    const session = new FakeSession();
    session.relayUrl = relay.url;
    const context = await browser.newContext();
    await context.addInitScript(() => {
      const devices = navigator.mediaDevices;
      const original = devices.getUserMedia.bind(devices);
      devices.getUserMedia = (constraints) =>
        constraints?.video ? Promise.reject(new DOMException("refused", "NotAllowedError")) : original(constraints);
    });
    const client = await enter(context, "client", session);
    await client.goto(PATH);
    await expect(client.getByText("Your browser does not let us use the camera")).toBeVisible();
    await picture(client, "camera-refused-1280-dark");
    expect(session.heartbeats.client).toEqual([]);
    await client.getByRole("button", { name: "Join without camera" }).click();
    await expect(client.getByRole("button", { name: "Camera on" })).toBeVisible();
    await expect.poll(() => session.heartbeats.client.length).toBeGreaterThan(0);
    await context.close();
  });
});
