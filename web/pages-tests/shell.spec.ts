import { ANY_WIDTH, expect, settled, test } from "./fixtures";

test("the skip link is first and leads past the navigation", async ({ page }) => {
  await page.goto("/readers");
  await settled(page);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("main").locator(":focus")).toBeVisible();
});

test("a change of page moves focus to its content, names it in the title and starts at its top", async ({ page }) => {
  await page.goto("/");
  await settled(page);
  await page.getByRole("contentinfo").getByRole("link", { name: "Terms" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Terms" })).toBeVisible();
  await expect(page.getByRole("main")).toBeFocused();
  await expect(page).toHaveTitle("Terms · SoulSeer");
  expect(await page.evaluate(() => window.scrollY)).toBe(0);
});

test("the theme is kept", async ({ page, isMobile }) => {
  await page.goto("/");
  await settled(page);
  const pages = page.getByRole("button", { name: "Pages" });
  if (isMobile || (await pages.isVisible())) await pages.click();
  await page.getByRole("button", { name: "Use the light theme" }).locator("visible=true").click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
});

test("being offline is said, and taken back", ANY_WIDTH, async ({ page, context }) => {
  await page.goto("/help");
  await settled(page);
  await context.setOffline(true);
  await expect(page.getByText("You are offline", { exact: true })).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText("You are offline", { exact: true })).toBeHidden();
});

test("signing in comes back to the page that asked for it", ANY_WIDTH, async ({ page }) => {
  await page.goto("/wallet?kind=top_up");
  await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("link", { name: "client", exact: true }).click();
  await expect(page).toHaveURL("/wallet?kind=top_up");
  await expect(page.getByRole("heading", { level: 1, name: "Wallet" })).toBeVisible();
});

test("a callback without a sign-in says so and offers a way on", ANY_WIDTH, async ({ page }) => {
  await page.goto("/callback");
  await expect(page.getByRole("heading", { level: 1, name: "Signing in did not work" })).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "To the home page" }).click();
  await expect(page).toHaveURL("/");
});

test.describe("signed in", () => {
  test.use({ person: "client" });

  test("a first visit does not load the sign-in library", ANY_WIDTH, async ({ page }) => {
    const scripts: string[] = [];
    page.on("request", (request) => {
      if (request.resourceType() === "script") scripts.push(request.url());
    });
    await page.goto("/wallet");
    await settled(page);
    expect(scripts.filter((url) => url.includes("auth0"))).toEqual([]);
  });

  test("the account menu opens, closes by Escape and signs out, by keyboard", async ({ page }) => {
    await page.goto("/help");
    await settled(page);
    const button = page.getByRole("button", { name: /^Account menu/ });
    await button.focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await expect(page.getByRole("link", { name: "Account" })).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(button).toBeFocused();
    await expect(page.getByRole("link", { name: "Become a reader" })).toBeHidden();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(page).toHaveURL("/");
    await expect(page.getByRole("banner").getByRole("button", { name: "Sign in" })).toBeVisible();
  });

  test("a token that the API refuses is renewed once, unseen", ANY_WIDTH, async ({ page }) => {
    let refused = 0;
    await page.route("**/v1/wallet", async (route) => {
      if (refused++ > 0) return route.fallback();
      return route.fulfill({
        status: 401,
        contentType: "application/problem+json",
        body: JSON.stringify({ code: "unauthenticated", status: 401 }),
      });
    });
    await page.goto("/wallet");
    await expect(page.getByRole("region", { name: "Balance" })).toContainText("$69.19");
    expect(refused).toBe(2);
  });
});
