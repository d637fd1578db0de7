import { accountIs, ANY_WIDTH, expect, expectSound, settled, suspended, test } from "./fixtures";

const BANNER = "Your account is suspended";

test.describe("a suspended client", () => {
  test.use({ person: "client" });

  test("reads wallet and overview, and is offered nothing that would be refused", async ({ page }) => {
    const changes = await suspended(page);
    await page.goto("/wallet");
    await settled(page);
    await expect(page.getByText(BANNER, { exact: true })).toBeVisible();
    await expect(page.getByRole("region", { name: "Balance" })).toContainText("$69.19");
    await expect(page.getByText("Nothing can be paid in while your account is suspended.")).toBeVisible();
    await expect(page.getByRole("button", { name: /^Pay / })).toHaveCount(0);
    await expect(page.getByRole("button", { name: /^CSV/ })).toBeEnabled();
    await expectSound(page);
    await page.goto("/dashboard");
    await settled(page);
    await expect(page.getByRole("region", { name: "Wallet" })).toContainText("$69.19");
    await expect(page.getByRole("main").getByRole("link", { name: "Top up" })).toHaveCount(0);
    await expect(page.getByRole("main").getByRole("alert")).toHaveCount(0);
    await expectSound(page);
    expect(changes).toEqual([]);
  });

  test("starts nothing", async ({ page }) => {
    await suspended(page);
    await page.goto("/readers/usr_00000000000000000000000001?start=voice");
    await settled(page);
    await expect(page.getByText("Nothing can be started while your account is suspended.")).toBeVisible();
    await expect(page.getByRole("button", { name: /^Start voice/ })).toBeDisabled();
    await expect(page.getByRole("dialog")).toHaveCount(0);
  });

  test("cannot press what changes favourites, notes, reviews and bookings", async ({ page }) => {
    const changes = await suspended(page);
    await page.goto("/readers/usr_00000000000000000000000001");
    await settled(page);
    const heart = page.getByRole("main").getByRole("button", { name: "Favourite: Luna Vale" }).first();
    await expect(heart).toBeDisabled();
    await expect(page.getByText("Nothing can be booked while your account is suspended.")).toBeVisible();
    await expect(page.getByRole("button", { name: /^\d+:\d\d [AP]M$/ }).first()).toBeDisabled();
    await expectSound(page);
    await page.goto("/notes");
    await settled(page);
    await expect(page.getByRole("button", { name: /^Edit/ }).first()).toBeDisabled();
    await expect(page.getByRole("button", { name: /^Delete/ }).first()).toBeDisabled();
    await expectSound(page);
    await page.goto("/bookings");
    await page
      .getByRole("main")
      .getByRole("link", { name: /Luna Vale/ })
      .first()
      .click();
    await settled(page);
    await expect(page.getByRole("button", { name: "Cancel the reading" })).toBeDisabled();
    await expect(page.getByRole("textbox").first()).toBeDisabled();
    await expectSound(page);
    expect(changes).toEqual([]);
  });

  test("is told what became of a payment that was under way", ANY_WIDTH, async ({ page }) => {
    const changes = await suspended(page);
    await page.route("**/v1/wallet/top-ups/top_1", (route) =>
      route.fulfill({
        json: {
          top_up_id: "top_1",
          status: "paid",
          amount_cents: 2500,
          currency: "USD",
          checkout_url: null,
          created_at: "2026-03-01T12:00:00.000Z",
          balance_cents: 9419,
        },
      }),
    );
    await page.goto("/wallet?top_up=top_1&paid=1");
    await expect(page.getByText("Payment received")).toBeVisible();
    expect(changes).toEqual([]);
  });
});

test.describe("a suspended reader", () => {
  test.use({ person: "reader" });

  test("reads earnings, wallet and desk, and changes none", async ({ page }) => {
    const changes = await suspended(page);
    const ownPage = page.getByRole("link", { name: /as clients do$/ }); // clients do not see it
    await page.goto("/earnings");
    await settled(page);
    await expect(page.getByText("$312.40").first()).toBeVisible();
    await expect(page.getByRole("main").getByRole("alert")).toHaveCount(0);
    await expectSound(page);
    await page.goto("/wallet");
    await settled(page);
    await expect(page.getByRole("button", { name: "Return $18.00" })).toBeDisabled();
    await page.goto("/reader");
    await settled(page);
    await expect(page.getByRole("button", { name: "Save profile" })).toBeDisabled();
    await expect(ownPage).toHaveCount(0);
    await expectSound(page);
    await page.goto("/reader/availability");
    await settled(page);
    await expect(page.getByRole("button", { name: "Change the time zone" })).toBeDisabled();
    await expect(ownPage).toHaveCount(0);
    await expectSound(page);
    await page.goto("/reader/reviews");
    await settled(page);
    await expect(page.getByRole("button", { name: /^Answer to / }).first()).toBeDisabled();
    await expect(page.getByRole("button", { name: /^Flag/ }).first()).toBeDisabled();
    await expect(ownPage).toHaveCount(0);
    await expectSound(page);
    expect(changes).toEqual([]);
  });
});

test.describe("who is a reader no more", () => {
  test.use({ person: "reader" });

  test("is led from the account to what was earned", async ({ page }) => {
    await accountIs(page, { role: "client" });
    await page.goto("/account");
    await settled(page);
    await page.getByRole("link", { name: "What you earned as a reader" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Earnings" })).toBeVisible();
    await settled(page);
    await expect(page.getByText("From the time when you were a reader.")).toBeVisible();
    await expect(page.getByText("$312.40").first()).toBeVisible();
    await expect(page.getByRole("main").getByRole("alert")).toHaveCount(0);
    await expectSound(page);
  });

  test("and an admin by now, is led to the wallet too, and can have what is left back", async ({ page }) => {
    await accountIs(page, { role: "admin" });
    await page.goto("/account");
    await settled(page);
    await expectSound(page);
    await expect(page.getByRole("link", { name: "What you earned as a reader" })).toBeVisible();
    await page.getByRole("link", { name: "Your wallet as a client" }).click();
    await expect(page.getByRole("button", { name: "Return $18.00" })).toBeEnabled();
    await expect(page.getByRole("heading", { name: "Top up" })).toHaveCount(0);
  });
});

test.describe("who never was anything else", () => {
  test.use({ person: "admin" });

  test("sees no way to money of before", ANY_WIDTH, async ({ page }) => {
    await page.goto("/account");
    await settled(page);
    await expect(page.getByRole("heading", { name: "From before" })).toHaveCount(0);
  });
});
