import type { Page } from "@playwright/test";

import type { components } from "../src/lib/api/schema.ts";
import { ANY_WIDTH, amend, expect, expectSound, refuse, settled, test } from "./fixtures";

type Place = components["schemas"]["PlaceView"];
type ReaderDetail = components["schemas"]["ReaderDetail"];

const LUNA = "usr_00000000000000000000000001";
const PATH = `/readers/${LUNA}`;

/** Lets the reader be as a test says, and the client's place in line, which the page's own calls change. */
async function world(page: Page, reader: Partial<ReaderDetail>, first: Partial<Place> | null = null) {
  const now = Date.now();
  const place = (changes: Partial<Place>): Place => ({
    reader_id: LUNA,
    reader_name: "Luna Vega",
    reader_photo_url: null,
    status: "in_session",
    position: 2,
    waiting_count: 2,
    estimated_wait_seconds: 1100,
    turn_expires_at: null,
    joined_at: new Date(now).toISOString(),
    expires_at: new Date(now + 3_600_000).toISOString(),
    server_time: new Date(now).toISOString(),
    sign_seconds: 1,
    ...changes,
  });
  const state = { reader, place: first && place(first), asked_until: null as string | null };
  await page.route(`**/v1${PATH}`, (route) => amend<ReaderDetail>(route, state.reader));
  await page.route(`**/v1${PATH}/waiting-line`, (route) => {
    state.place = place({});
    return route.fulfill({ json: state.place });
  });
  await page.route("**/v1/me/waiting-line", (route) => {
    if (route.request().method() === "DELETE") {
      state.place = null;
      return route.fulfill({ status: 204 });
    }
    return route.fulfill({ json: { place: state.place } });
  });
  await page.route(`**/v1${PATH}/online-notice`, (route) => {
    const method = route.request().method();
    if (method === "PUT") state.asked_until = "2026-12-02T12:00:00.000Z";
    if (method === "DELETE") state.asked_until = null;
    return method === "DELETE" ? route.fulfill({ status: 204 }) : route.fulfill({ json: { asked_until: state.asked_until } });
  });
  return { state, place };
}

test.describe("as a client", () => {
  test.use({ person: "client" });

  test("waits in line, is shown the place on every page, and leaves", async ({ page }) => {
    await world(page, { status: "in_session", waiting_count: 1 });
    await page.goto(PATH);
    await settled(page);
    const panel = page.getByRole("main");
    await expect(panel.getByText("1 client waits already.")).toBeVisible();
    await expect(panel.getByRole("button", { name: /^Start/ }).first()).toBeDisabled();
    await panel.getByRole("button", { name: "Wait in line" }).click();
    await expect(panel.getByText("You are number 2 in line")).toBeVisible();
    await expectSound(page);
    await page.goto("/help");
    const bar = page.getByRole("region", { name: "Waiting in line" });
    await expect(bar).toContainText("You are number 2 in line for Luna Vega");
    await expect(bar).toContainText("about 19 minutes");
    await settled(page);
    await expectSound(page);
    await bar.getByRole("button", { name: "Leave the line" }).click();
    await expect(bar).toBeHidden();
  });

  test("is told of the turn wherever they are, and starts", async ({ page }) => {
    const { state, place } = await world(page, { status: "in_session", waiting_count: 1 }, { position: 1 });
    await page.goto("/help");
    const bar = page.getByRole("region", { name: "Waiting in line" });
    await expect(bar).toContainText("You are next in line for Luna Vega");
    state.reader = { status: "online", waiting_count: 1 };
    state.place = place({ position: 1, status: "online", turn_expires_at: new Date(Date.now() + 60_000).toISOString() });
    await expect(page.getByRole("alert").filter({ hasText: "It is your turn with Luna Vega" })).toHaveCount(1);
    await expect(bar.getByRole("timer")).toHaveText(/^0:[3-5]\d|1:00$/);
    await expectSound(page);
    await bar.getByRole("link", { name: "Start" }).focus();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(PATH);
    await page
      .getByRole("main")
      .getByRole("button", { name: /^Start voice/ })
      .click();
    await expect(page.getByRole("dialog", { name: "Start a voice session?" })).toBeVisible();
  });

  test("is told of a turn that has passed", ANY_WIDTH, async ({ page }) => {
    const turn_expires_at = new Date(Date.now() - 1000).toISOString();
    const { state } = await world(page, { status: "online", waiting_count: 1 }, { position: 1, status: "online", turn_expires_at });
    await page.goto("/help");
    await expect(page.getByRole("region", { name: "Waiting in line" })).toBeVisible();
    state.place = null;
    await expect(page.getByText("Your turn with Luna Vega has passed.")).toBeVisible();
    await expect(page.getByRole("region", { name: "Waiting in line" })).toBeHidden();
  });

  test("does not start before others who wait", ANY_WIDTH, async ({ page }) => {
    await world(page, { status: "online", waiting_count: 2 });
    await page.goto(PATH);
    await settled(page);
    await expect(page.getByText("Luna is free, and others who wait in line come first.")).toBeVisible();
    await expect(
      page
        .getByRole("main")
        .getByRole("button", { name: /^Start/ })
        .first(),
    ).toBeDisabled();
    await expect(page.getByRole("main").getByRole("button", { name: "Wait in line" })).toBeVisible();
  });

  test("waits in one line at a time", ANY_WIDTH, async ({ page }) => {
    await world(page, { status: "in_session", waiting_count: 0 });
    await refuse(page, `**/v1${PATH}/waiting-line`, 409, "already_waiting");
    await page.goto(PATH);
    await settled(page);
    await page.getByRole("main").getByRole("button", { name: "Wait in line" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "You are waiting in line for another reader." })).toBeVisible();
  });

  for (const status of ["offline", "away", "busy"] as const) {
    test(`asks to be told of a reader who is ${status}, and takes it back`, async ({ page }) => {
      await world(page, { status, waiting_count: 0 });
      await page.goto(PATH);
      await settled(page);
      await page.getByRole("button", { name: "Tell me when Luna is online" }).click();
      await expect(page.getByText("We tell you once when Luna comes online, until Dec 2, 2026.")).toBeVisible();
      await expectSound(page);
      await page.getByRole("button", { name: "Do not tell me" }).click();
      await expect(page.getByRole("button", { name: "Tell me when Luna is online" })).toBeVisible();
    });
  }
});

test("a visitor signs in to wait", ANY_WIDTH, async ({ page }) => {
  await world(page, { status: "in_session", waiting_count: 0 });
  await page.goto(PATH);
  await settled(page);
  await page.getByRole("main").getByRole("button", { name: "Wait in line" }).click();
  await page.getByRole("link", { name: "client", exact: true }).click();
  await expect(page).toHaveURL(PATH);
});

test.describe("as the reader", () => {
  test.use({ person: "reader" });

  test("sees how many wait", async ({ page }) => {
    await page.route("**/v1/me/reader", (route) => amend<ReaderDetail>(route, { waiting_count: 3 }));
    await page.goto("/reader");
    await settled(page);
    await expect(page.getByText("3 clients wait in line for you")).toBeVisible();
    await expectSound(page);
  });
});
