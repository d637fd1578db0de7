import { expect, test, type BrowserContext, type Page } from "@playwright/test";

import { aReceipt, FakeSession, SESSION_ID, type Session } from "./fake-session.ts";
import { expectAccessible } from "../sound.ts";
import { enter, picture } from "./fixtures.ts";

const PATH = `/sessions/${SESSION_ID}`;

/** Presses Tab until the control with that name has focus: what a person without a mouse does. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press("Tab");
    const focused = page.locator(":focus");
    if ((await focused.count()) === 0) continue;
    const label = (await focused.getAttribute("aria-label")) ?? (await focused.textContent()) ?? "";
    if (typeof name === "string" ? label.trim() === name : name.test(label)) return;
  }
  throw new Error(`no way to ${String(name)} with the keyboard`);
}

const WAITING: Partial<Session> = {
  modality: "text",
  state: "waiting",
  accepted_at: null,
  started_at: null,
  running: false,
  connected_seconds: 0,
  charged_minutes: 0,
  charged_cents: 0,
  paid_until_seconds: 0,
};

test("the whole job by keyboard alone: answer, write, end, read the receipt, keep a note", async ({ context }) => {
  const session = new FakeSession(WAITING);
  session.onAction = (action) => {
    if (action === "accept") session.facts = { ...WAITING, accepted_at: new Date().toISOString() };
    if (action === "heartbeat" && session.facts.state === "waiting" && session.facts.accepted_at) session.facts = { modality: "text" };
    if (action === "end") {
      session.facts = { modality: "text", state: "finalized", running: false, end_reason: "ended_by_reader" };
      session.receipt = aReceipt();
    }
  };
  const page = await enter(context, "reader", session);
  await page.goto("/help");

  const call = page.getByRole("dialog", { name: "Maya Lindqvist is calling" });
  await expect(call).toBeVisible();
  await tabTo(page, "Accept");
  await page.keyboard.press("Enter");

  await expect(page.getByRole("heading", { name: "Maya Lindqvist" })).toBeVisible();
  await expect(page.getByText("Connected", { exact: true }).first()).toBeVisible();
  await tabTo(page, "Message to Maya Lindqvist");
  await page.keyboard.type("Welcome, Maya.");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("log").getByText("Welcome, Maya.")).toBeVisible();
  await expect.poll(() => session.messages.map(({ author, text }) => `${author}: ${text}`)).toEqual(["reader: Welcome, Maya."]);

  await tabTo(page, "End");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "End this session?" })).toBeVisible();
  await tabTo(page, "End session");
  await page.keyboard.press("Enter");

  await expect(page).toHaveURL(`${PATH}/receipt`);
  await expect(page.getByRole("heading", { name: "Receipt" })).toBeVisible();
  await tabTo(page, /^$/); // into the page
  await page.getByRole("textbox", { name: "On this session" }).focus();
  await page.keyboard.type("Asked about a move. Four of Pentacles.");
  await expect.poll(() => session.note.text).toBe("Asked about a move. Four of Pentacles.");
});

/** Answers for what the reader has noted about the client who rings. */
async function noted(context: BrowserContext, text: string): Promise<void> {
  await context.route("**/v1/me/notes/people/*", (route) =>
    route.fulfill({ json: { text, updated_at: text ? "2026-03-14T18:00:00.000Z" : null } }),
  );
}

test("while a client rings the reader reads what they noted about them, on any page and on the session's own", async ({ context }) => {
  const page = await enter(context, "reader", new FakeSession(WAITING));
  await noted(context, "Decides in March.\nLikes to see the spread.");
  await page.goto("/help");
  const call = page.getByRole("dialog", { name: "Maya Lindqvist is calling" });
  const note = call.getByRole("region", { name: "Your note on Maya Lindqvist" });
  await expect(note).toContainText("Decides in March.");
  await expect(note).toContainText("Likes to see the spread.");
  await expect(call.getByRole("button", { name: "Accept" })).toBeEnabled();
  await expectAccessible(page);
  await picture(page, "incoming-call-with-note");
  await page.goto(PATH);
  await expect(page.getByRole("main").getByRole("region", { name: "Your note on Maya Lindqvist" })).toContainText("Decides in March.");
  await expectAccessible(page);
});

test("a client about whom nothing was noted, or whose note does not load, rings without one", async ({ context }) => {
  const page = await enter(context, "reader", new FakeSession(WAITING));
  await noted(context, "");
  const asked = page.waitForResponse("**/v1/me/notes/people/*");
  await page.goto(PATH);
  await asked;
  await expect(page.getByRole("button", { name: "Accept" })).toBeEnabled();
  await expect(page.getByRole("region", { name: /^Your note/ })).toHaveCount(0);
  await context.route("**/v1/me/notes/people/*", (route) => route.fulfill({ status: 403, json: {} }));
  const refused = page.waitForResponse("**/v1/me/notes/people/*");
  await page.reload();
  await refused;
  await expect(page.getByRole("button", { name: "Accept" })).toBeEnabled();
  await expect(page.getByRole("region", { name: /^Your note/ })).toHaveCount(0);
});

test("notes are at hand during a session, and kept when they are closed", async ({ context }) => {
  const session = new FakeSession({ modality: "text" });
  const page = await enter(context, "client", session);
  await page.goto(PATH);
  await page.getByRole("button", { name: "Your notes" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Your notes" });
  await expect(dialog.getByRole("textbox", { name: "On Luna Vale" })).toBeVisible();
  await dialog.getByRole("textbox", { name: "On this session" }).fill("The Star.");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Your notes" })).toBeFocused();
  await expect.poll(() => session.note.text).toBe("The Star.");
});

test("messages survive a reload, also one that was not sent yet", async ({ context }) => {
  const session = new FakeSession({ modality: "text" });
  session.say("reader", "Are you there?", 30);
  const page = await enter(context, "client", session);
  await page.goto(PATH);
  await expect(page.getByRole("log").getByText("Are you there?")).toBeVisible();

  session.unreachable = true;
  await page.getByRole("textbox", { name: "Message to Luna Vale" }).fill("Yes, one moment");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByText("Not sent")).toBeVisible();
  await expect(page.getByText("No connection to SoulSeer")).toBeVisible();
  await picture(page, "offline-1280-dark");
  expect(session.messages).toHaveLength(1);

  session.unreachable = false;
  await page.reload();
  await expect(page.getByRole("log").getByText("Yes, one moment")).toBeVisible();
  await expect.poll(() => session.messages.map(({ text }) => text)).toEqual(["Are you there?", "Yes, one moment"]);
});

test("topping up happens beside the session, which goes on", async ({ context }) => {
  const session = new FakeSession({ modality: "text", minutes_left: 0, balance_cents: 120 });
  const topUp = {
    top_up_id: "top_1",
    amount_cents: 5_000,
    currency: "USD",
    checkout_url: "/checkout-test",
    created_at: new Date().toISOString(),
    balance_cents: 120,
  };
  session.topUp = { ...topUp, status: "pending" };
  await context.route("**/checkout-test", (route) => route.fulfill({ contentType: "text/html", body: "<title>Checkout</title>" }));
  const page = await enter(context, "client", session);
  await page.goto(PATH);
  await page.getByRole("button", { name: "Top up" }).first().click();
  const dialog = page.getByRole("dialog", { name: "Top up" });
  await expectAccessible(page);
  await picture(page, "top-up-1280-dark");
  await dialog.getByText("$50").click();
  const opened = context.waitForEvent("page");
  await dialog.getByRole("button", { name: "Pay $50.00" }).click();
  const checkout = await opened;
  await expect(checkout).toHaveURL(/checkout-test/);
  await expect(dialog.getByText("Waiting for your payment of $50.00")).toBeVisible();

  const beats = session.heartbeats.client.length;
  session.topUp = { ...topUp, status: "paid", balance_cents: 5_120 };
  session.facts = { modality: "text", minutes_left: 14, balance_cents: 5_120 };
  await expect(dialog).toBeHidden({ timeout: 15_000 });
  await expect(page.getByText("$50.00 added. Your session goes on.")).toBeVisible();
  await expect(page.getByText("$51.20")).toBeVisible();
  expect(session.heartbeats.client.length).toBeGreaterThan(beats);
});

test("stepping out tells the server, and so does coming back", async ({ context }) => {
  const session = new FakeSession({ modality: "text" });
  const page = await enter(context, "client", session);
  await page.goto(PATH);
  await expect.poll(() => session.heartbeats.client.length).toBeGreaterThan(0);
  await page.getByRole("button", { name: "Step out" }).first().click();
  await expect(page.getByText("You have stepped out")).toBeVisible();
  await picture(page, "stepped-out-1280-dark");
  await expect.poll(() => session.heartbeats.client.at(-1)?.leaving).toBe(true);
  await page.getByRole("button", { name: "Come back" }).click();
  await expect.poll(() => session.heartbeats.client.at(-1)?.leaving).toBe(false);
});

test("a page that goes says so in a request that outlives it; a reload by key does not", async ({ context }) => {
  const session = new FakeSession({ modality: "text" });
  // A request sent while its page goes cannot be caught from outside, so the page notes what it sends.
  await context.addInitScript(() => {
    const original = window.fetch.bind(window);
    window.fetch = async (...args: Parameters<typeof fetch>) => {
      const [request] = args;
      if (request instanceof Request && request.url.endsWith("/heartbeat") && request.keepalive) {
        localStorage.setItem("leavings", String(Number(localStorage.getItem("leavings")) + 1));
      }
      return original(...args);
    };
  });
  const page = await enter(context, "client", session);
  const leavings = () => page.evaluate(() => Number(localStorage.getItem("leavings")));
  await page.goto(PATH);
  await expect.poll(() => session.heartbeats.client.length).toBeGreaterThan(0);
  await page.keyboard.press("F5");
  await page.reload();
  expect(await leavings()).toBe(0);
  const before = session.heartbeats.client.length;
  await expect.poll(() => session.heartbeats.client.length).toBeGreaterThan(before);
  await page.goto("/help");
  expect(await leavings()).toBe(1);
});

test("a session is open in one window at a time", async ({ context }) => {
  const session = new FakeSession({ modality: "text" });
  const first = await enter(context, "client", session);
  await first.goto(PATH);
  await expect(first.getByRole("log")).toBeVisible();
  const second = await context.newPage();
  await second.goto(PATH);
  await expect(second.getByText("This session is open in another window")).toBeVisible();
  await second.getByRole("button", { name: "Use it here" }).click();
  await expect(second.getByRole("log")).toBeVisible();
  await expect(first.getByText("This session is open in another window")).toBeVisible();
});
