import type { Locator, Page } from "@playwright/test";

import { ANY_WIDTH, expect, expectSound, refuse, settled, test } from "./fixtures";

const KAI = "usr_00000000000000000000000004";

/** The filters; on a phone they open when they are asked for. */
async function openFilters(page: Page): Promise<Locator> {
  const filters = page.getByRole("search", { name: "Filters" });
  const button = filters.getByRole("button", { name: /^Filters/ });
  if ((await button.isVisible()) && (await button.getAttribute("aria-expanded")) === "false") await button.press("Enter");
  return filters;
}

test.describe("a client", () => {
  test.use({ person: "client" });

  test("chooses among sessions, and the address is the state of the list", async ({ page }) => {
    const asked: URLSearchParams[] = [];
    await page.route(/\/v1\/sessions(\?|$)/, (route) => {
      asked.push(new URL(route.request().url()).searchParams);
      return route.fallback();
    });
    await page.goto("/sessions");
    await settled(page);
    await expect(page.getByRole("article")).toHaveCount(3);
    const filters = await openFilters(page);
    await filters.getByRole("combobox", { name: "Outcome" }).selectOption("Held");
    await expect(page.getByRole("article")).toHaveCount(2);
    await filters.getByRole("combobox", { name: "Reader" }).selectOption("Kai Nakamura");
    await expect(page).toHaveURL(`/sessions?outcome=held&with=${KAI}`);
    await expect(page.getByRole("article")).toHaveCount(1);
    expect(asked.at(-1)?.get("counterpart_id")).toBe(KAI);
    await filters.getByRole("combobox", { name: "Kind" }).selectOption("Booked");
    await expect(page.getByText("No session matches")).toBeVisible();
    await expectSound(page);
    await page.reload();
    await expect(page.getByText("No session matches")).toBeVisible();
    await page.getByRole("button", { name: "Show all sessions" }).press("Enter");
    await expect(page).toHaveURL("/sessions");
    await expect(page.getByRole("article")).toHaveCount(3);
  });

  test("chooses a period by whole days of their own zone", ANY_WIDTH, async ({ page }) => {
    const asked: URLSearchParams[] = [];
    await page.route(/\/v1\/sessions(\?|$)/, (route) => {
      asked.push(new URL(route.request().url()).searchParams);
      return route.fallback();
    });
    await page.goto("/sessions");
    await settled(page);
    const filters = await openFilters(page);
    await filters.getByRole("combobox", { name: "Period" }).selectOption("From day to day");
    await filters.getByLabel("From").fill("2026-03-12");
    await filters.getByLabel("To").fill("2026-03-13");
    await expect(page.getByRole("article")).toHaveCount(2);
    expect(asked.at(-1)?.get("from")).toBe("2026-03-12T04:00:00.000Z");
    expect(asked.at(-1)?.get("to")).toBe("2026-03-14T04:00:00.000Z");
    await filters.getByLabel("To").fill("2026-03-01");
    await expect(filters.getByText("This is before the first day.")).toBeVisible();
    await filters.getByRole("button", { name: "Clear filters" }).click();
    await expect(page.getByRole("article")).toHaveCount(3);
  });

  test("sees how each went, how long it took and what it cost, and goes to receipt and note", async ({ page }) => {
    await page.goto("/sessions");
    await settled(page);
    const kai = page.getByRole("article").filter({ hasText: "Kai Nakamura" });
    for (const text of ["Text, on demand", "Held", "13 min 47 s, 14 minutes charged", "$20.86"]) await expect(kai).toContainText(text);
    await expect(page.getByRole("article").filter({ hasText: "Seraphine Moreau" })).toContainText("No answer");
    await kai.getByRole("link", { name: "Note of the session with Kai Nakamura" }).press("Enter");
    await expect(page).toHaveURL("/sessions/ses_00000000000000000000000002/receipt#note");
  });

  test("short pages are gone through until there is something to show", ANY_WIDTH, async ({ page }) => {
    let pages = 0;
    await page.route(/\/v1\/sessions(\?|$)/, (route) => {
      pages += 1;
      return pages < 3
        ? route.fulfill({ json: { items: [], next_cursor: String(pages) } })
        : route.fulfill({ json: { items: [], next_cursor: null } });
    });
    await page.goto("/sessions?outcome=in_progress");
    await expect(page.getByText("No session matches")).toBeVisible();
    expect(pages).toBe(3);
  });

  test("sessions that do not load say so and are asked for again", ANY_WIDTH, async ({ page }) => {
    await refuse(page, /\/v1\/sessions(\?|$)/, 403, "forbidden");
    await page.goto("/sessions");
    await expect(page.getByText("Your sessions did not load")).toBeVisible();
    await page.unroute(/\/v1\/sessions(\?|$)/);
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByRole("article")).toHaveCount(3);
  });
});

test.describe("a reader", () => {
  test.use({ person: "reader" });

  test("sees what each session earned", async ({ page }) => {
    await page.goto("/sessions");
    await settled(page);
    await expect(page.getByRole("article").first()).toContainText("$14.60 earned");
    await expect(page.getByRole("article").first()).toContainText("of $20.86");
    const filters = await openFilters(page);
    await expect(filters.getByRole("combobox", { name: "With" })).toBeVisible();
  });

  test("still has what was held as a client, says so, and can look at one side alone", async ({ page }) => {
    await page.goto("/sessions");
    await settled(page);
    await expect(page.getByRole("article")).toHaveCount(4);
    const asClient = page.getByRole("article").filter({ hasText: "As client" });
    await expect(asClient).toHaveCount(1);
    await expect(asClient).toContainText("Kai Nakamura");
    await expect(asClient).not.toContainText("earned");
    const filters = await openFilters(page);
    await filters.getByRole("combobox", { name: "Your side" }).selectOption("As client");
    await expect(page).toHaveURL("/sessions?party=client");
    await expect(page.getByRole("article")).toHaveCount(1);
    await expectSound(page);
    await filters.getByRole("combobox", { name: "Your side" }).selectOption("As reader");
    await expect(page.getByRole("article")).toHaveCount(3);
    await expect(page.getByText("As client").and(page.locator("article *"))).toHaveCount(0);
  });
});
