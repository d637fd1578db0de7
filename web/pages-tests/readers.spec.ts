import type { Locator, Page } from "@playwright/test";

import { ANY_WIDTH, expect, expectAccessibleInLight, expectSound, refuse, settled, test } from "./fixtures";

const LUNA = "/readers/usr_00000000000000000000000001";

/** The filters: beside the list, or on a narrow screen behind a button. */
async function openFilters(page: Page): Promise<Locator> {
  if ((page.viewportSize()?.width ?? 0) >= 1024) return page.getByRole("search", { name: "Filters" });
  await page.getByRole("button", { name: /^Filters/ }).click();
  return page.getByRole("dialog", { name: "Filters" });
}

async function closeFilters(page: Page): Promise<void> {
  const show = page.getByRole("dialog", { name: "Filters" }).getByRole("button", { name: /^Show \d+ reader/ });
  if ((page.viewportSize()?.width ?? 0) < 1024) await show.click();
}

test("the address is the state of the list", ANY_WIDTH, async ({ page }) => {
  await page.goto("/readers");
  const search = page.getByLabel("Search");
  await search.pressSequentially("rea", { delay: 30 });
  await expect(page).toHaveURL("/readers?q=rea");
  await expect(search).toBeFocused();
  await expect(page.getByLabel("Sort by")).toHaveValue("relevance");
  await search.fill("");
  await expect(page).toHaveURL("/readers");
  const filters = await openFilters(page);
  await filters.getByRole("radio", { name: "Text" }).check();
  await filters.getByRole("checkbox", { name: "Online now" }).check();
  await filters.getByRole("checkbox", { name: "Love" }).check();
  await filters.getByRole("radio", { name: "Under $2" }).check();
  await closeFilters(page);
  await page.getByLabel("Sort by").selectOption("price");
  await expect(page).toHaveURL("/readers?modality=text&online=true&speciality=love&max_rate_cents=199&sort=price");
  await page.reload();
  await expect(page.getByRole("heading", { name: "2 readers" })).toBeVisible();
  await expect(page.getByRole("article")).toHaveCount(2);
  await expect(page.getByLabel("Sort by")).toHaveValue("price");
  const again = await openFilters(page);
  for (const name of ["Text", "Under $2"]) await expect(again.getByRole("radio", { name })).toBeChecked();
  for (const name of ["Online now", "Love"]) await expect(again.getByRole("checkbox", { name })).toBeChecked();
});

test("each choice is a step back, and each filter can be taken off", async ({ page }) => {
  await page.goto("/readers");
  const filters = await openFilters(page);
  await filters.getByRole("checkbox", { name: "Online now" }).check();
  await filters.getByRole("checkbox", { name: "Love" }).check();
  await closeFilters(page);
  const set = page.getByRole("list", { name: "Filters that are set" });
  await expect(set.getByRole("button")).toHaveCount(3);
  await page.goBack();
  await expect(page).toHaveURL("/readers?online=true");
  await set.getByRole("button", { name: "Remove the filter Online now" }).click();
  await expect(page).toHaveURL("/readers");
  await expect(set).toBeHidden();
  await expect(page.getByRole("heading", { name: "17 readers" })).toBeVisible();
});

test("what a choice would leave is counted, and what would leave nobody cannot be chosen", async ({ page }) => {
  await page.goto("/readers?speciality=runes");
  const filters = await openFilters(page);
  await expect(filters.getByRole("checkbox", { name: "Online now 0 readers" })).toBeDisabled();
  await expect(filters.getByRole("radio", { name: "Voice 1 reader" })).toBeEnabled();
  await expect(filters.getByRole("checkbox", { name: "Love 4 readers" })).toBeEnabled();
  await filters.getByRole("button", { name: /^Show all \d+ of speciality/ }).press("Enter");
  await expect(filters.getByRole("checkbox", { name: "Scrying 1 reader" })).toBeVisible();
});

test("the rest comes when it is asked for", async ({ page }) => {
  await page.goto("/readers");
  await expect(page.getByRole("article")).toHaveCount(12);
  await page.getByRole("button", { name: "Load more" }).press("Enter");
  await expect(page.getByRole("article")).toHaveCount(17);
  await expect(page.getByText("That is everybody: 17 readers.")).toBeVisible();
});

test("a card says what can be done now", async ({ page }) => {
  await page.goto("/readers?modality=video");
  const card = (name: string) => page.getByRole("article").filter({ has: page.getByRole("heading", { name }) });
  await expect(card("Seraphine Moreau").getByRole("link", { name: "Wait in line with Seraphine Moreau" })).toBeVisible();
  await expect(card("Mateo Cruz").getByRole("link", { name: "Be told when online" })).toBeVisible();
  await card("Luna Vale").getByRole("link", { name: "Start video with Luna Vale" }).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`${LUNA}?start=video`);
});

test("a card has its rates side by side", async ({ page }) => {
  await page.goto("/readers");
  const card = page.getByRole("article").filter({ hasText: "Video" }).filter({ hasText: "Text" }).first();
  const rates = card.getByRole("list", { name: "Rates" }).getByRole("listitem");
  await expect(rates).toHaveCount(3);
  const tops = await rates.evaluateAll((each) => each.map((rate) => rate.getBoundingClientRect().top));
  expect(new Set(tops).size).toBe(1);
});

test("nobody matches: one wish or all can be given up", async ({ page }) => {
  await page.goto("/readers?speciality=runes&online=true&language=en");
  await expect(page.getByRole("main").getByText("No reader matches")).toBeVisible();
  await page.getByRole("button", { name: "Without Runes: 7 readers" }).click();
  await expect(page.getByRole("article")).toHaveCount(7);
  await page.goto("/readers?q=zzz&modality=video");
  await page.getByRole("button", { name: "Clear the filters" }).click();
  await expect(page).toHaveURL("/readers");
  await expect(page.getByLabel("Search")).toHaveValue("");
  await expect(page.getByRole("article")).toHaveCount(12);
});

test("the open filters are sound in both themes", async ({ page }) => {
  await page.goto("/readers?online=true&min_rating_hundredths=450");
  await settled(page);
  await openFilters(page);
  await expectSound(page);
  await expectAccessibleInLight(page);
});

test("a list that does not load says so, quotes the request and can be tried again", ANY_WIDTH, async ({ page }) => {
  await refuse(page, "**/v1/readers?*", 403, "forbidden");
  await page.goto("/readers");
  await expect(page.getByRole("alert").filter({ hasText: "The readers did not load" })).toContainText("req_test");
  await page.unroute("**/v1/readers?*");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("article")).toHaveCount(12);
});

test("a reader who does not exist is a page that does not exist", ANY_WIDTH, async ({ page }) => {
  await page.goto("/readers/usr_0000000000000000000000zzzz");
  await expect(page.getByRole("heading", { level: 1, name: "There is no such page" })).toBeVisible();
});

test("a reader who is busy cannot be rung", async ({ page }) => {
  await page.goto("/readers/usr_00000000000000000000000003");
  await expect(page.getByText("is with somebody at the moment")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Start voice/ })).toBeDisabled();
});

test("starting asks for a sign-in first and comes back to the question", ANY_WIDTH, async ({ page }) => {
  await page.goto(LUNA);
  await page.getByRole("button", { name: /^Start video/ }).click();
  await page.getByRole("link", { name: "client", exact: true }).click();
  await expect(page).toHaveURL(`${LUNA}?start=video`);
  await expect(page.getByRole("dialog", { name: "Start a video session?" })).toContainText("$3.49/min");
});

test.describe("a client with money", () => {
  test.use({ person: "client" });

  test("rings with one idempotency key, by keyboard alone, and is taken to the session", async ({ page }) => {
    await page.goto(LUNA);
    await settled(page);
    await page.getByRole("button", { name: /^Start voice/ }).focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Start a voice session?" });
    await expect(dialog).toContainText("$69.19");
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
    await expect(page.getByRole("button", { name: /^Start voice/ })).toBeFocused();
    await page.keyboard.press("Enter");

    const keys: (string | undefined)[] = [];
    await page.route("**/v1/sessions", async (route) => {
      keys.push(route.request().headers()["idempotency-key"]);
      if (keys.length === 1) return route.abort("connectionreset");
      return route.fallback();
    });
    const ring = dialog.getByRole("button", { name: "Ring at $2.99/min" });
    await ring.press("Enter");
    await expect(dialog.getByRole("alert")).toContainText("did not answer");
    await ring.press("Enter");
    await expect(page).toHaveURL("/sessions/ses_00000000000000000000000009");
    expect(keys).toHaveLength(2);
    expect(keys[0]).toBeTruthy();
    expect(keys[1]).toBe(keys[0]);
  });

  test("hears that the reader has gone", ANY_WIDTH, async ({ page }) => {
    await refuse(page, "**/v1/sessions", 409, "reader_unavailable");
    await page.goto(`${LUNA}?start=text`);
    await page.getByRole("button", { name: /^Ring at/ }).click();
    await expect(page.getByRole("dialog").getByRole("alert")).toContainText("offline or with somebody else");
  });
});

test.describe("a client without money", () => {
  test.use({ person: "newcomer" });

  test("is led to a top-up that comes back to the reader", ANY_WIDTH, async ({ page }) => {
    await page.goto(`${LUNA}?start=text`);
    await page.getByRole("button", { name: /^Ring at/ }).click();
    const dialog = page.getByRole("dialog", { name: "Top up to start" });
    await expect(dialog).toContainText("$0.00");
    await dialog.getByRole("radio", { name: "$50" }).check();
    await dialog.getByRole("button", { name: "Pay $50.00 by card" }).click();
    await expect(page).toHaveURL(new RegExp(`${LUNA}\\?top_up=top_\\d+&paid=1`));
    await expect(page.getByText("Payment received")).toBeVisible();
  });
});
