import type { Page } from "@playwright/test";

import { MockBookings } from "../../mock/bookings.ts";
import { ANY_WIDTH, expect, expectSound, settled, test } from "../fixtures";
import { serve } from "./serve";

/** A Tuesday, noon in New York, five days before its clocks go back. */
const NOW = Date.parse("2026-10-27T16:00:00Z");
const LUNA = "usr_00000000000000000000000001";
const READER = `/readers/${LUNA}`;

interface Pretence {
  pretended: MockBookings;
  /** What the pretended API takes for now, and what the client's wallet held before any booking. */
  set: { now: number; balance: number };
}

async function pretend(page: Page, balance = 50_000): Promise<Pretence> {
  const set = { now: NOW, balance };
  const pretended = new MockBookings({ now: () => set.now, balanceOf: () => set.balance, ownReaderId: LUNA });
  await page.clock.setFixedTime(NOW);
  await serve(page, pretended);
  return { pretended, set };
}

async function openReader(page: Page): Promise<void> {
  await page.goto(READER);
  await settled(page);
}

const section = (page: Page) => page.getByRole("region", { name: "Book a reading" });
const times = (page: Page) => section(page).getByRole("region", { name: /^Open times on/ });
const day = (page: Page, name: string) => section(page).getByRole("radio", { name: new RegExp(`^${name}`) });

test.describe("seen from Tokyo", () => {
  test.use({ timezoneId: "Asia/Tokyo" });

  test("the same hour in New York is another one here after its clocks go back", async ({ page }) => {
    await pretend(page);
    await openReader(page);
    await day(page, "Friday, October 30").check();
    await expect(times(page)).toContainText("Tokyo time (GMT+9)");
    // 9:00 AM in New York on Friday the 30th, in summer time, and on Monday the 2nd, in standard time.
    await expect(times(page).getByRole("button").filter({ hasText: "10:00 PM" })).toHaveCount(1);
    await day(page, "Monday, November 2").check();
    await expect(times(page).getByRole("button").first()).toHaveText("11:00 PM");

    await section(page).getByText("Usual hours in a week").click();
    await expect(section(page)).toContainText(
      "On Sunday, November 1 the clocks in New York go back 1 hour. From then on these hours are 1 hour later on this clock.",
    );
    await expectSound(page);

    await section(page).getByLabel("Times in").selectOption("America/New_York");
    await day(page, "Monday, November 2").check();
    await expect(times(page).getByRole("button").first()).toHaveText("9:00 AM");
    await day(page, "Friday, October 30").check();
    await expect(times(page).getByRole("button").first()).toHaveText("9:00 AM");
  });

  test.describe("by a client", () => {
    test.use({ person: "client" });

    test("a booking shows the hour of both before it is made, and its own afterwards", async ({ page }) => {
      await pretend(page);
      await page.goto(`${READER}?book=2026-11-02T14:00:00.000Z&minutes=30&way=video`);
      const dialog = page.getByRole("dialog", { name: "Book Luna Vale?" });
      await expect(dialog).toContainText("Monday, November 2, 11:00 PM – 11:30 PM");
      await expect(dialog).toContainText("Monday, November 2, 9:00 AM – 9:30 AM");
      await expect(dialog).toContainText("New York time (EST)");
      await expect(dialog).toContainText("Cancel until Sunday, November 1, 11:00 PM");
      await expect(dialog).toContainText("$104.70 back");
      await expect(dialog).toContainText("Cancel until Monday, November 2, 9:00 PM");
      await expect(dialog).toContainText("$52.35 back");
      await expectSound(page);
      await dialog.getByRole("button", { name: "Book for $104.70" }).click();
      await expect(page.getByRole("heading", { level: 1, name: "Reading with Luna Vale" })).toBeVisible();
      await expect(page.getByRole("main")).toContainText("Monday, November 2, 11:00 PM – 11:30 PM");
      await expect(page.getByLabel("Wallet balance")).toContainText("$395.30");
    });
  });
});

test("booking asks for a sign-in first and comes back to the question", ANY_WIDTH, async ({ page }) => {
  await openReader(page);
  await times(page).getByRole("button").first().click();
  await page.getByRole("link", { name: "client", exact: true }).click();
  await expect(page).toHaveURL(/\?book=.*&minutes=30&way=video/);
  await expect(page.getByRole("dialog")).toBeVisible();
});

test("days that are still being asked for are not called full", ANY_WIDTH, async ({ page }) => {
  await pretend(page);
  await openReader(page);
  await expect(times(page)).toBeVisible();
  let answer = () => {};
  const asked = new Promise<void>((resolve) => (answer = resolve));
  await page.route("**/slots?*", async (route) => {
    await asked;
    await route.fallback();
  });
  await section(page).getByRole("button", { name: "Later days", exact: true }).click();
  await expect(section(page).getByRole("status")).toContainText("Loading open times");
  await expect(section(page)).not.toContainText("No open times");
  await expect(section(page).getByRole("radio", { name: /no open times$/ })).toHaveCount(0);
  answer();
  await expect(times(page)).toBeVisible();
});

test("a reader who takes no bookings says so", ANY_WIDTH, async ({ page }) => {
  await page.goto("/readers/usr_00000000000000000000000004");
  await expect(section(page)).toContainText("Kai takes no bookings at the moment");
});

test.describe("a client", () => {
  test.use({ person: "client" });

  test("books by keyboard alone, with one idempotency key for one intent", async ({ page }) => {
    const { pretended } = await pretend(page);
    await openReader(page);
    await section(page).getByRole("radio", { name: "60 min" }).focus();
    await page.keyboard.press("Space");
    await expect(times(page)).toBeVisible();
    await section(page).locator("input[type=radio][name]:checked").last().focus();
    await page.keyboard.press("ArrowRight");
    // Wednesday has no hours, so the arrow leads on to Thursday.
    await expect(day(page, "Thursday, October 29")).toBeChecked();
    await page.keyboard.press("Tab");
    await expect(times(page).getByRole("button").first()).toBeFocused();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Book Luna Vale?" });
    const keys: (string | undefined)[] = [];
    await page.route("**/v1/bookings", async (route) => {
      if (route.request().method() !== "POST") return route.fallback();
      keys.push(route.request().headers()["idempotency-key"]);
      if (keys.length === 1) return route.abort("connectionreset");
      return route.fallback();
    });
    const book = dialog.getByRole("button", { name: "Book for $150.00" });
    await book.press("Enter");
    await expect(dialog.getByRole("alert")).toContainText("did not answer");
    await book.press("Enter");
    await expect(page).toHaveURL(/\/bookings\/bkg_/);
    expect(keys).toHaveLength(2);
    expect(keys[0]).toBeTruthy();
    expect(keys[1]).toBe(keys[0]);
    expect(pretended.bookings).toHaveLength(1);
    await settled(page);
    await expectSound(page);
  });

  test("hears that somebody was quicker, and sees what is open now", ANY_WIDTH, async ({ page }) => {
    const { pretended } = await pretend(page);
    await openReader(page);
    await day(page, "Friday, October 30").check();
    await times(page).getByRole("button", { name: "9:00 AM", exact: true }).click();
    const book = page.getByRole("dialog").getByRole("button", { name: "Book for $104.70" });
    await expect(book).toBeEnabled();
    pretended.availability.take(LUNA, Date.parse("2026-10-30T13:00:00Z"), 30);
    await book.click();
    await expect(section(page).getByRole("status").filter({ hasText: "Somebody else was quicker" })).toContainText(
      "Friday, October 30, 9:00 AM",
    );
    await expect(times(page).getByRole("button").first()).toHaveText("9:30 AM");
    await expectSound(page);
  });

  test("is asked again when the price has changed", ANY_WIDTH, async ({ page }) => {
    const { pretended } = await pretend(page);
    await openReader(page);
    await times(page).getByRole("button").first().click();
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByRole("button", { name: "Book for $104.70" })).toBeEnabled();
    const own = { ...pretended.availability.own(), prices: [{ duration_minutes: 30 as const, price_cents: 9_900 }] };
    const url = new URL("http://x/v1/me/reader/availability");
    pretended.answer({ method: "PUT", url, headers: {}, body: JSON.stringify(own) }, "reader");
    await dialog.getByRole("button", { name: "Book for $104.70" }).click();
    await expect(dialog).toContainText("The price has changed");
    await dialog.getByRole("button", { name: "Book for $99.00" }).click();
    await expect(page).toHaveURL(/\/bookings\/bkg_/);
    expect(pretended.bookings[0]?.price_cents).toBe(9_900);
  });

  test("whose wallet does not reach tops up and comes back to the question", ANY_WIDTH, async ({ page }) => {
    const { set } = await pretend(page, 1_000);
    await openReader(page);
    await day(page, "Friday, October 30").check();
    await times(page).getByRole("button", { name: "9:00 AM", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: "Top up to book" });
    await expect(dialog).toContainText("Your wallet needs $94.70 more");
    await expectSound(page);
    set.balance = 11_000;
    await dialog.getByRole("button", { name: "Pay $100.00 by card" }).click();
    await expect(page.getByRole("dialog", { name: "Book Luna Vale?" })).toContainText("Friday, October 30, 9:00 AM");
    await page.getByRole("button", { name: "Book for $104.70" }).click();
    await expect(page).toHaveURL(/\/bookings\/bkg_/);
  });

  test("cancels for exactly what was shown, also when a cut-off passes meanwhile", async ({ page }) => {
    const { pretended, set } = await pretend(page);
    const startMs = NOW + 24 * 3_600_000 + 60_000;
    const { booking_id } = pretended.add(startMs);
    await page.goto(`/bookings/${booking_id}`);
    await settled(page);
    await expectSound(page);
    await page.getByRole("button", { name: "Cancel the reading" }).click();
    const dialog = page.getByRole("dialog", { name: "Cancel this reading?" });
    await expect(dialog).toContainText("You get back $104.70 of $104.70");
    await expect(dialog).toContainText("This amount holds until Tuesday, October 27, 12:01 PM");
    set.now += 120_000;
    await dialog.getByRole("button", { name: "Cancel, $104.70 back" }).click();
    await expect(dialog).toContainText("The amount has changed");
    await expect(dialog).toContainText("You get back $52.35 of $104.70");
    expect(pretended.bookings[0]?.state).toBe("booked");
    await expectSound(page);
    await dialog.getByRole("button", { name: "Cancel, $52.35 back" }).click();
    await expect(page.getByText("Cancelled. $52.35 is back in your wallet.")).toBeVisible();
    await expect(page.getByRole("region", { name: "What became of it" })).toContainText("The reading cost you $52.35.");
    await expect(page.getByLabel("Wallet balance")).toContainText("$552.35");
    await expectSound(page);
  });

  test("moves a booking to another open time", async ({ page }) => {
    const { pretended } = await pretend(page);
    const { booking_id } = pretended.add(Date.parse("2026-10-30T13:00:00Z"));
    await page.goto(`/bookings/${booking_id}`);
    await page.getByRole("button", { name: "Move to another time" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("radio", { name: /^Monday, November 2/ }).check();
    await expectSound(page);
    await dialog.getByRole("button", { name: "9:00 AM", exact: true }).click();
    await expect(dialog).toContainText("Monday, November 2, 9:00 AM – 9:30 AM");
    await expectSound(page);
    pretended.availability.take(LUNA, Date.parse("2026-11-02T14:00:00Z"), 30);
    await dialog.getByRole("button", { name: "Move it" }).click();
    await expect(dialog).toContainText("That time cannot be had");
    await dialog.getByRole("radio", { name: /^Monday, November 2/ }).check();
    await dialog.getByRole("button", { name: "9:30 AM", exact: true }).click();
    await dialog.getByRole("button", { name: "Move it" }).click();
    await expect(page.getByRole("main")).toContainText("Monday, November 2, 9:30 AM – 10:00 AM");
    expect(pretended.bookings[0]).toMatchObject({ reschedules: 1, starts_at: "2026-11-02T14:30:00.000Z" });
  });

  test("comes in when the door is open, and takes the booking to a calendar", async ({ page }) => {
    const { pretended, set } = await pretend(page);
    const { booking_id } = pretended.add(NOW + 11 * 60_000);
    await page.goto(`/bookings/${booking_id}`);
    const door = page.getByRole("region", { name: "Coming in" });
    await expect(door).toContainText(/You can come in from \d+:\d\d.[AP]M, in 1:00/);
    await expect(door.getByRole("button", { name: "Join" })).toBeDisabled();
    const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Add to calendar" }).click()]);
    expect(file.suggestedFilename()).toBe("soulseer-reading.ics");
    set.now += 60_000;
    await expect(door).toContainText("You can come in now");
    await settled(page);
    await expectSound(page);
    await door.getByRole("button", { name: "Join" }).click();
    await expect(page).toHaveURL("/sessions/ses_00000000000000000000000777");
  });

  test("who is in another session is led to it", ANY_WIDTH, async ({ page }) => {
    const { pretended } = await pretend(page);
    const { booking_id } = pretended.add(NOW + 5 * 60_000);
    await page.route("**/join", (route) =>
      route.fulfill({
        status: 409,
        contentType: "application/problem+json",
        body: JSON.stringify({ type: "about:blank", title: "x", status: 409, code: "busy_elsewhere", detail: "x", request_id: "req_x" }),
      }),
    );
    await page.goto(`/bookings/${booking_id}`);
    await page.getByRole("button", { name: "Join" }).click();
    await expect(page.getByRole("main")).toContainText("You are in another session. End it first.");
  });

  test("sees all bookings, page by page, and what became of each", async ({ page }) => {
    const { pretended } = await pretend(page);
    for (let index = 0; index < 27; index++) pretended.add(NOW + (index + 2) * 86_400_000);
    const states = [
      "completed",
      "cancelled_by_client",
      "cancelled_by_reader",
      "cancelled_by_platform",
      "client_missed",
      "reader_missed",
    ] as const;
    states.forEach((state, index) => pretended.add(NOW - (index + 1) * 86_400_000, { state, closed_at: new Date(NOW).toISOString() }));
    await page.goto("/bookings");
    await expect(page.getByRole("article")).toHaveCount(25);
    await page.getByRole("button", { name: "Load more" }).click();
    await expect(page.getByRole("article")).toHaveCount(27);
    await page.getByRole("tab", { name: "Past" }).click();
    await expect(page).toHaveURL("/bookings?when=over");
    for (const word of [
      "Held",
      "Cancelled by you",
      "Cancelled by Luna Vale",
      "Cancelled by SoulSeer",
      "You missed it",
      "Luna Vale did not come",
    ]) {
      await expect(page.getByRole("article").filter({ hasText: word })).toHaveCount(1);
    }
    await page.getByRole("link", { name: "Luna Vale" }).first().click();
    await expect(page.getByRole("region", { name: "What became of it" })).toContainText("The reading cost you $104.70.");
  });

  test("finds the next reading on the home page", async ({ page }) => {
    const { pretended } = await pretend(page);
    pretended.add(NOW + 86_400_000);
    await page.goto("/");
    await settled(page);
    await expect(page.getByRole("region", { name: "Your next reading" })).toContainText("Wed, Oct 28, 2026, 12:00 PM");
    await expectSound(page);
  });
});

test.describe("a reader", () => {
  test.use({ person: "reader" });

  test("cancels, and is told what that means", async ({ page }) => {
    const { pretended } = await pretend(page);
    pretended.add(NOW + 90 * 60_000);
    await page.goto("/reader");
    await page.getByRole("region", { name: "Your next reading" }).getByRole("link", { name: "Maya Lindqvist" }).click();
    await page.getByRole("button", { name: "Cancel the reading" }).click();
    const dialog = page.getByRole("dialog", { name: "Cancel this reading?" });
    await expect(dialog).toContainText("Maya Lindqvist gets everything back: $104.70. You earn nothing from this booking.");
    await expectSound(page);
    await dialog.getByRole("button", { name: "Cancel the reading" }).click();
    await expect(page.getByText("Cancelled. Maya Lindqvist has $104.70 back.")).toBeVisible();
    expect(pretended.bookings[0]).toMatchObject({ state: "cancelled_by_reader", refunded_cents: 10_470 });
  });

  test("keeps a private note on the client beside the booking, before they ever met", async ({ page }) => {
    const { pretended } = await pretend(page);
    const { booking_id } = pretended.add(NOW + 30 * 3_600_000);
    const saved: string[] = [];
    await page.route("**/v1/me/notes/people/usr_00000000000000000000000091", async (route) => {
      const text = route.request().method() === "PUT" ? (route.request().postDataJSON() as { text: string }).text : "Decides in March.";
      if (route.request().method() === "PUT") saved.push(text);
      await route.fulfill({ json: { text, updated_at: "2026-10-27T15:00:00.000Z" } });
    });
    await page.goto(`/bookings/${booking_id}`);
    await settled(page);
    const field = page.getByRole("region", { name: "Private note" }).getByRole("textbox", { name: "On Maya Lindqvist" });
    await expect(field).toHaveValue("Decides in March.");
    await field.fill("Decides in March. First time.");
    await field.press("Tab");
    await expect(page.getByText(/^Saved /)).toBeVisible();
    expect(saved).toEqual(["Decides in March. First time."]);
    await expectSound(page);
  });

  test("still has what they booked as a client, and cancels it as its client", async ({ page }) => {
    const { pretended } = await pretend(page);
    const kai = { user_id: "usr_00000000000000000000000004", display_name: "Kai Nakamura", photo_url: null };
    pretended.add(NOW + 30 * 3_600_000);
    const own = pretended.add(NOW + 5 * 3_600_000, { client: { user_id: LUNA, display_name: "Luna Vale", photo_url: null }, reader: kai });
    await page.goto("/bookings");
    await settled(page);
    const rows = page.getByRole("article");
    await expect(rows).toHaveCount(2);
    await expect(rows.first()).toContainText("As client");
    await expect(rows.last()).not.toContainText("As client");
    await expectSound(page);
    await rows.first().getByRole("link", { name: "Kai Nakamura" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Reading with Kai Nakamura" })).toBeVisible();
    await page.getByRole("button", { name: "Cancel the reading" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Cancel, $52.35 back" }).click();
    await expect(page.getByText("Cancelled. $52.35 is back in your wallet.")).toBeVisible();
    expect(own).toMatchObject({ state: "cancelled_by_client", refunded_cents: 5_235 });
  });
});

test.describe("an admin", () => {
  test.use({ person: "admin" });

  test("finds a booking by its client, cancels it with a reason, and everything is given back", async ({ page }) => {
    const { pretended } = await pretend(page);
    const kept = pretended.add(NOW + 90 * 60_000);
    await page.goto("/admin?tab=bookings");
    await page.getByLabel("Booking or account").fill("Maya");
    await page.getByRole("button", { name: "Find" }).click();
    await expect(page.getByText("Write the id of a booking (bkg_…) or of an account (usr_…).")).toBeVisible();
    await page.getByLabel("Booking or account").fill(kept.client.user_id);
    await page.getByRole("button", { name: "Find" }).click();
    await settled(page);
    await expectSound(page);
    await page.getByRole("link", { name: "Maya Lindqvist with Luna Vale" }).click();
    await page.getByRole("button", { name: "Cancel the booking" }).click();
    const dialog = page.getByRole("dialog", { name: "Cancel this booking?" });
    await expect(dialog).toContainText("Maya Lindqvist gets $104.70 back, all of the price. Luna Vale earns nothing.");
    const act = dialog.getByRole("button", { name: "Cancel and give everything back" });
    await expect(act).toBeDisabled();
    await dialog.getByLabel("Reason").fill("Luna is ill");
    await expectSound(page);
    const request = page.waitForRequest("**/v1/admin/bookings/*/cancel");
    await act.click();
    expect((await request).postDataJSON()).toEqual({ reason: "Luna is ill" });
    await expect(page.getByText("Cancelled. $104.70 went back to Maya Lindqvist.")).toBeVisible();
    await expect(page.getByRole("region", { name: "What became of it" })).toContainText("Cancelled by SoulSeer");
    await expect(page.getByRole("region", { name: "Support" })).toContainText("Everything was given back");
    await expectSound(page);
  });

  test(
    "gives a part of a closed one back, never more than is left; a lost answer repeats the same request",
    ANY_WIDTH,
    async ({ page }) => {
      const { pretended } = await pretend(page);
      const closed_at = new Date(NOW).toISOString();
      const { booking_id } = pretended.add(NOW - 86_400_000, { state: "client_missed", closed_at });
      await page.goto(`/bookings/${booking_id}`);
      await expect(page.getByRole("region", { name: "Private note" })).toHaveCount(0);
      await page.getByRole("button", { name: "Give money back" }).click();
      const dialog = page.getByRole("dialog", { name: "Give money back?" });
      await dialog.getByLabel("Reason").fill("She was in hospital");
      await dialog.getByLabel("Amount").fill("104.71");
      await expect(dialog.getByText("Write an amount up to $104.70.")).toBeVisible();
      await expect(dialog.getByRole("button", { name: "Give money back" })).toBeDisabled();
      await dialog.getByLabel("Amount").fill("50");
      await expectSound(page);
      const keys: (string | undefined)[] = [];
      await page.route("**/refund", async (route) => {
        keys.push(route.request().headers()["idempotency-key"]);
        await (keys.length === 1 ? route.abort() : route.fallback());
      });
      const act = dialog.getByRole("button", { name: "Give $50.00 back" });
      await act.click();
      await expect(dialog.getByRole("alert")).toBeVisible();
      await act.click();
      await expect(page.getByText("$50.00 went back to Maya Lindqvist.")).toBeVisible();
      expect(keys).toHaveLength(2);
      expect(keys[0]).toBe(keys[1]);
      await expect(page.getByRole("region", { name: "What became of it" })).toContainText("$50.00 of the $104.70 was given back");
      await expect(page.getByRole("region", { name: "Support" })).toContainText("$54.70 was not given back");
    },
  );
});
