import { ANY_WIDTH, expect, expectSound, settled, test } from "./fixtures";

/** What a page does when the network stumbles over its account or its code, and how one gets on from there. */
test.use({ person: "client" });

test("an account that cannot be had is asked for again by the button", async ({ page }) => {
  let asked = 0;
  await page.route("**/v1/me", async (route) => {
    asked += 1;
    if (asked > 3) return route.fallback();
    await route.fulfill({
      status: 503,
      contentType: "application/problem+json",
      body: JSON.stringify({ type: "about:blank", title: "x", status: 503, code: "try_again", detail: "x", request_id: "req_test" }),
    });
  });
  await page.goto("/wallet");
  const alert = page.getByRole("main").getByRole("alert");
  await expect(alert).toContainText("Things are busy at the moment.");
  expect(asked).toBe(3);
  await alert.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Wallet" })).toBeVisible();
  await settled(page);
  await expect(page.getByRole("button", { name: /^Account menu/ })).toBeVisible();
});

test.describe("code that does not come", () => {
  // The browser and React tell of it in the console, as they should.
  test.afterEach(({ complaints }) => {
    complaints.splice(0);
  });

  test("of a page, when its address is opened: the page says so, and loads again", async ({ page }) => {
    await page.route("**/assets/WalletPage-*.js", (route) => route.abort());
    await page.goto("/wallet");
    await expect(page.getByRole("heading", { level: 1, name: "This page stumbled" })).toBeVisible();
    await expectSound(page);
    await page.unroute("**/assets/WalletPage-*.js");
    await page.getByRole("button", { name: "Load again" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Wallet" })).toBeVisible();
  });

  test("of a page, on the way to it: other pages are still there, and it loads again", ANY_WIDTH, async ({ page }) => {
    await page.goto("/readers");
    await settled(page);
    await page.route("**/assets/WalletPage-*.js", (route) => route.abort());
    await page
      .getByRole("link", { name: /^Wallet/ })
      .first()
      .click();
    await expect(page.getByRole("heading", { level: 1, name: "This page stumbled" })).toBeVisible();
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Readers" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Find your reader" })).toBeVisible();
    await page.goBack();
    await page.unroute("**/assets/WalletPage-*.js");
    await page.getByRole("button", { name: "Load again" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Wallet" })).toBeVisible();
  });

  test("of a part: the page around it goes on, and loads again", async ({ page }) => {
    await page.route("**/assets/BellPanel-*.js", (route) => route.abort());
    await page.goto("/wallet");
    await settled(page);
    await page.getByRole("button", { name: /^Notifications/ }).click();
    await expect(page.getByText("This part did not load")).toBeVisible();
    await expect(page.getByRole("heading", { level: 1, name: "Wallet" })).toBeVisible();
    await expectSound(page);
    await page.unroute("**/assets/BellPanel-*.js");
    await page.getByRole("button", { name: "Load the page again" }).click();
    await page.getByRole("button", { name: /^Notifications/ }).click();
    await expect(page.getByRole("link", { name: "See all" })).toBeVisible();
  });

  test.describe("of signing in", () => {
    test.use({ person: null });

    test("is said beside the button, which works when the page was loaded again", ANY_WIDTH, async ({ page }) => {
      await page.route("**/assets/auth0-spa-js*.js", (route) => route.abort());
      await page.goto("/wallet");
      const main = page.getByRole("main");
      await main.getByRole("button", { name: "Sign in" }).click();
      await expect(main.getByRole("alert")).toContainText("SoulSeer did not answer.");
      await page.unroute("**/assets/auth0-spa-js*.js");
      await main.getByRole("button", { name: "Load the page again" }).click();
      await expect(main.getByRole("button", { name: "Load the page again" })).toHaveCount(0);
      await main.getByRole("button", { name: "Sign in" }).click();
      await page.getByRole("link", { name: "client", exact: true }).click();
      await expect(page.getByRole("heading", { level: 1, name: "Wallet" })).toBeVisible();
    });
  });
});
