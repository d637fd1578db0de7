import type { Page } from "@playwright/test";

import { MockAvailability } from "../../mock/availability.ts";
import { ANY_WIDTH, expect, expectSound, settled, test } from "../fixtures";
import { serve } from "./serve";

/** A Tuesday, twelve days before the clocks in New York go back. */
const NOW = Date.parse("2026-10-20T16:00:00Z");
const LUNA = "usr_00000000000000000000000001";

async function open(page: Page): Promise<MockAvailability> {
  const pretended = new MockAvailability(() => NOW, LUNA);
  await page.clock.setFixedTime(NOW);
  await serve(page, pretended);
  await page.goto("/reader/availability");
  await settled(page);
  return pretended;
}

const bar = (page: Page) => page.getByRole("region", { name: "Save" });
const save = (page: Page) => bar(page).getByRole("button", { name: "Save" });

test.use({ person: "reader" });

test("a week is set by presets, by hand and by copying, and saved as the API takes it", async ({ page }) => {
  const pretended = await open(page);
  await expect(page.getByText("All times in New York time (EDT)")).toBeVisible();
  await expect(page.getByText("On Sunday, November 1 the clocks in New York go back 1 hour.")).toBeVisible();
  await expect(save(page)).toBeDisabled();

  await page.getByRole("button", { name: "Clear the week" }).click();
  await expect(bar(page)).toContainText("Without hours nobody can book you");
  await page.getByRole("button", { name: "Evenings" }).click();
  await page.getByRole("button", { name: "Add hours on Saturday" }).click();
  await page.getByLabel("Saturday, stretch 1: from").selectOption("20:45");
  await expect(page.getByLabel("Saturday, stretch 1: to")).toHaveValue("21:45");
  await page.getByLabel("Saturday, stretch 1: to").selectOption("24:00");
  await page.getByRole("button", { name: "Copy Saturday to other days" }).click();
  const dialog = page.getByRole("dialog", { name: "Copy Saturday" });
  await dialog.getByRole("checkbox", { name: "Sunday" }).check();
  await dialog.getByRole("button", { name: "Copy", exact: true }).click();
  await page.getByRole("button", { name: "Remove 6:00 PM to 10:00 PM on Monday" }).click();

  await save(page).click();
  await expect(page.getByText("Your availability is saved")).toBeVisible();
  await expect(bar(page)).toContainText("All saved");
  const { weekly, version } = pretended.own();
  expect(version).toBe(2);
  expect(weekly.monday).toEqual([]);
  expect(weekly.friday).toEqual([{ start: "18:00", end: "22:00" }]);
  expect(weekly.sunday).toEqual([{ start: "20:45", end: "24:00" }]);
});

test("the preview shows what is not saved yet, from any zone and over the change of the clocks", async ({ page }) => {
  await open(page);
  const preview = page.getByRole("region", { name: "What clients see" });
  await expect(preview.getByText("Thu, Oct 22")).toBeVisible();
  await preview.getByLabel("Seen from").selectOption("Asia/Tokyo");
  await expect(preview).toContainText("Tokyo time (GMT+9)");
  // Friday 9 to 5 in New York, in summer time.
  await expect(preview.locator("dl > div").filter({ hasText: "Fri, Oct 23" })).toContainText("7:00 AM – 10:00 AM10:00 PM – midnight");
  await page.getByRole("button", { name: "Clear the week" }).click();
  await expect(preview.getByText("No hours")).toHaveCount(7);
  await page.clock.setFixedTime(Date.parse("2026-11-02T12:00:00Z"));
  await page.getByRole("button", { name: "Weekday office hours" }).click();
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await expect(preview.locator("dl > div").filter({ hasText: "Mon, Nov 2" })).toContainText("11:00 PM – midnight");
});

test("time off and other hours on a date", async ({ page }) => {
  const pretended = await open(page);
  await page.getByRole("button", { name: "Add a date or time off" }).click();
  const dialog = page.getByRole("dialog", { name: "Add dates" });
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  await expect(dialog.getByText("Choose a date.")).toBeVisible();
  await dialog.getByLabel("First day").fill("2026-10-29");
  await dialog.getByLabel("Last day").fill("2026-10-28");
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  await expect(dialog.getByText("The last day comes before the first.")).toBeVisible();
  await dialog.getByLabel("Last day").fill("2026-10-31");
  await expectSound(page);
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  await expect(page.getByText("Thu, Oct 29, 2026 to Sat, Oct 31, 2026")).toBeVisible();

  await page.getByRole("button", { name: "Add a date or time off" }).click();
  await dialog.getByText("Other hours on one date").click();
  await dialog.getByLabel("Date", { exact: true }).fill("2026-10-21");
  await dialog.getByLabel("that date, stretch 1: to").selectOption("11:00");
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  await expect(page.getByRole("region", { name: "What clients see" })).toContainText("Wed, Oct 219:00 AM – 11:00 AM");

  await save(page).click();
  await expect(bar(page)).toContainText("All saved");
  expect(pretended.own().time_off).toEqual([{ first_day: "2026-10-29", last_day: "2026-10-31" }]);
  expect(pretended.own().overrides).toEqual([{ date: "2026-10-21", hours: [{ start: "09:00", end: "11:00" }] }]);

  await page.getByRole("button", { name: "Remove Wed, Oct 21, 2026" }).click();
  await save(page).click();
  await expect(bar(page)).toContainText("All saved");
  expect(pretended.own().overrides).toEqual([]);
});

test("what does not fit is marked and not sent", ANY_WIDTH, async ({ page }) => {
  const pretended = await open(page);
  await page.getByRole("button", { name: "Add hours on Monday" }).click();
  await page.getByLabel("Monday, stretch 2: from").selectOption("16:00");
  await expect(page.getByText("These hours overlap.")).toBeVisible();
  await page.getByLabel("Flat price of 30 minutes, in US dollars").fill("much");
  await save(page).click();
  await expect(bar(page).getByRole("alert")).toContainText("does not fit yet");
  await expectSound(page);
  expect(pretended.own().version).toBe(1);
  await page.getByLabel("Monday, stretch 2: from").selectOption("17:30");
  await page.getByLabel("Flat price of 30 minutes, in US dollars").fill("75");
  await save(page).click();
  await expect(bar(page)).toContainText("All saved");
  expect(pretended.own().prices).toContainEqual({ duration_minutes: 30, price_cents: 7500 });
});

test("a change made elsewhere is not overwritten unasked", ANY_WIDTH, async ({ page }) => {
  const pretended = await open(page);
  const elsewhere = { ...pretended.own(), horizon_days: 14 };
  pretended.answer(
    { method: "PUT", url: new URL("http://x/v1/me/reader/availability"), headers: {}, body: JSON.stringify(elsewhere) },
    "reader",
  );
  await page.getByLabel("At least this long before").selectOption("1440");
  await save(page).click();
  await expect(bar(page)).toContainText("Your availability was changed elsewhere");
  await expectSound(page);
  await page.getByRole("button", { name: "Load the newest" }).click();
  await expect(page.getByLabel("At most this far ahead")).toHaveValue("14");
  await expect(page.getByLabel("At least this long before")).toHaveValue("120");
  await expect(bar(page)).toContainText("All saved");

  pretended.answer(
    { method: "PUT", url: new URL("http://x/v1/me/reader/availability"), headers: {}, body: JSON.stringify(pretended.own()) },
    "reader",
  );
  await page.getByLabel("At least this long before").selectOption("1440");
  await save(page).click();
  await page.getByRole("button", { name: "Save mine over it" }).click();
  await expect(bar(page)).toContainText("All saved");
  expect(pretended.own()).toMatchObject({ version: 4, minimum_notice_minutes: 1440 });
});

test("unsaved changes are not lost by a link or by Back", ANY_WIDTH, async ({ page }) => {
  await serve(page, new MockAvailability(() => NOW, LUNA));
  await page.clock.setFixedTime(NOW);
  await page.goto("/reader");
  await page.getByRole("link", { name: "Change your hours" }).click();
  await page.getByRole("button", { name: "Evenings" }).click();
  await page.getByRole("link", { name: "See it as clients do" }).click();
  const question = page.getByRole("dialog", { name: "Leave without saving?" });
  await expectSound(page);
  await question.getByRole("button", { name: "Stay here" }).click();
  await expect(bar(page)).toContainText("Unsaved changes");
  await page.evaluate(() => window.history.back());
  await question.getByRole("button", { name: "Stay here" }).click();
  await expect(page).toHaveURL("/reader/availability");
  await expect(bar(page)).toContainText("Unsaved changes");
  await page.evaluate(() => window.history.back());
  await question.getByRole("button", { name: "Leave" }).click();
  await expect(page).toHaveURL("/reader");
});

test("who has never set hours is told so", async ({ page }) => {
  const pretended = new MockAvailability(() => NOW, "usr_nobody");
  await serve(page, pretended);
  await page.goto("/reader/availability");
  await expect(page.getByText("Nobody can book you yet")).toBeVisible();
  await expect(bar(page)).toContainText("Nothing to save yet");
});
