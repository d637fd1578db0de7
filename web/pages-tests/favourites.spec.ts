import type { Page } from "@playwright/test";

import { ANY_WIDTH, expect, expectSound, refuse, settled, test } from "./fixtures";

const LUNA = "usr_00000000000000000000000001";
const KAI = "usr_00000000000000000000000004";

/** The mock keeps what was marked; each test gets favourites of its own. Returns what the page asked for. */
async function marked(page: Page, ...ids: string[]): Promise<string[]> {
  const asked: string[] = [];
  let marks = ids;
  await page.route("**/v1/me/favourites/ids", (route) => {
    asked.push("ids");
    return route.fulfill({ json: { reader_ids: marks } });
  });
  await page.route("**/v1/readers/*/favourite", (route) => {
    const id = /readers\/(\w+)\/favourite/.exec(route.request().url())?.[1] ?? "";
    const method = route.request().method();
    asked.push(`${method} ${id}`);
    marks = [...(method === "PUT" ? [id] : []), ...marks.filter((each) => each !== id)];
    return route.fulfill({ status: 204 });
  });
  return asked;
}

const heart = (page: Page, name: string) => page.getByRole("main").getByRole("button", { name: `Favourite: ${name}` });

test.describe("a client", () => {
  test.use({ person: "client" });

  test("marks on cards and on the reader's page, by keyboard, and one answer serves all hearts", async ({ page }) => {
    const asked = await marked(page, KAI);
    await page.goto("/readers");
    await settled(page);
    await expect(heart(page, "Kai Nakamura")).toHaveAttribute("aria-pressed", "true");
    const luna = heart(page, "Luna Vale");
    await expect(luna).toHaveAttribute("aria-pressed", "false");
    await luna.focus();
    await page.keyboard.press("Space");
    await expect(luna).toHaveAttribute("aria-pressed", "true");
    await expect(luna).toBeFocused();
    await expect(page.getByRole("status").filter({ hasText: "Luna Vale is a favourite now" })).toBeAttached();
    await expectSound(page);
    await page.getByRole("link", { name: "Luna Vale", exact: true }).press("Enter");
    await expect(page).toHaveURL(`/readers/${LUNA}`);
    await expect(heart(page, "Luna Vale")).toHaveAttribute("aria-pressed", "true");
    await heart(page, "Luna Vale").press("Enter");
    await expect(heart(page, "Luna Vale")).toHaveAttribute("aria-pressed", "false");
    expect(asked).toEqual(["ids", `PUT ${LUNA}`, `DELETE ${LUNA}`]);
  });

  test("is told when a mark was refused, and sees it taken back", ANY_WIDTH, async ({ page }) => {
    await marked(page);
    await refuse(page, "**/v1/readers/*/favourite", 409, "favourites_full");
    await page.goto(`/readers/${LUNA}`);
    await heart(page, "Luna Vale").click();
    await expect(page.getByRole("status").filter({ hasText: "You have 500 favourites" })).toBeVisible();
    await expect(heart(page, "Luna Vale")).toHaveAttribute("aria-pressed", "false");
  });

  test("sees favourites as cards with what can be done now, and one who is not available", async ({ page }) => {
    await page.goto("/readers");
    await page.getByRole("main").getByRole("link", { name: "Favourites", exact: true }).click();
    await expect(page).toHaveURL("/favourites");
    await settled(page);
    await expect(page.getByRole("heading", { name: "3 favourites" })).toBeVisible();
    await expect(page.getByRole("link", { name: "Wait in line with Seraphine Moreau" })).toBeVisible();
    await expect(page.getByRole("link", { name: "Book a time with Rowan Ashgrove" })).toBeVisible();
    const gone = page.getByRole("article").filter({ hasText: "Vesper Lane" });
    await expect(gone).toContainText("Not available at the moment.");
    await expect(gone.getByRole("link")).toHaveCount(0);
  });

  test("empties a heart and fills it again in place", async ({ page }) => {
    await marked(page, "usr_00000000000000000000000003");
    await page.goto("/favourites");
    await settled(page);
    await heart(page, "Seraphine Moreau").click();
    await expect(page.getByRole("heading", { name: "0 favourites" })).toBeVisible();
    await expect(heart(page, "Seraphine Moreau")).toHaveAttribute("aria-pressed", "false");
    await heart(page, "Seraphine Moreau").click();
    await expect(page.getByRole("heading", { name: "1 favourite" })).toBeVisible();
  });

  test("a list that does not load says so and is asked for again", ANY_WIDTH, async ({ page }) => {
    await refuse(page, /\/v1\/me\/favourites(\?|$)/, 403, "forbidden");
    await page.goto("/favourites");
    await expect(page.getByText("Your favourites did not load")).toBeVisible();
    await page.unroute(/\/v1\/me\/favourites(\?|$)/);
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByRole("article").first()).toBeVisible();
  });

  test("finds the page in the account menu", async ({ page }) => {
    await page.goto("/help");
    await page.getByRole("button", { name: /^Account menu/ }).press("Enter");
    await page.getByRole("banner").getByRole("link", { name: "Favourites" }).press("Enter");
    await expect(page).toHaveURL("/favourites");
  });
});

test.describe("a newcomer", () => {
  test.use({ person: "newcomer" });

  test("without favourites is led to the readers", async ({ page }) => {
    await page.goto("/favourites");
    await expect(page.getByText("No favourites yet")).toBeVisible();
    await page.getByRole("main").getByRole("link", { name: "Find a reader" }).click();
    await expect(page).toHaveURL("/readers");
  });
});

test("a visitor signs in first and comes back", ANY_WIDTH, async ({ page }) => {
  await page.goto(`/readers/${LUNA}`);
  await heart(page, "Luna Vale").click();
  await page.getByRole("link", { name: "client", exact: true }).click();
  await expect(page).toHaveURL(`/readers/${LUNA}`);
});

test.describe("a reader", () => {
  test.use({ person: "reader" });

  test("has no favourites", ANY_WIDTH, async ({ page }) => {
    await page.goto(`/readers/${KAI}`);
    await settled(page);
    await expect(heart(page, "Kai Nakamura")).toHaveCount(0);
  });
});
