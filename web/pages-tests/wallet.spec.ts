import { ANY_WIDTH, expect, expectSound, refuse, settled, test } from "./fixtures";

test.describe("the wallet", () => {
  test.use({ person: "client" });

  test("shows each entry with its amount, the balance after it, and why", async ({ page }) => {
    await page.goto("/wallet");
    await settled(page);
    const newest = page.getByRole("row").nth(1);
    await expect(newest).toContainText("+$25.00");
    await expect(newest).toContainText("$69.19");
    await expect(page.getByRole("link", { name: "Why? Receipt of: Text session with Kai Nakamura, minute 14" })).toHaveAttribute(
      "href",
      "/sessions/ses_00000000000000000000000002/receipt",
    );
    await page.getByLabel("Show").selectOption("refund");
    await expect(page).toHaveURL("/wallet?kind=refund");
    await expect(page.getByRole("row")).toHaveCount(2);
  });

  test("downloads the statement with the caller's token", ANY_WIDTH, async ({ page }) => {
    await page.goto("/wallet");
    await settled(page);
    const [request, file] = await Promise.all([
      page.waitForRequest("**/v1/wallet/statement.csv"),
      page.waitForEvent("download"),
      page.getByRole("button", { name: /^CSV/ }).click(),
    ]);
    expect(await request.headerValue("authorization")).toBe("Bearer mock.client");
    expect(file.suggestedFilename()).toBe("soulseer-statement.csv");
  });

  test("takes an amount of one's own within the limits, and leaves for the checkout", async ({ page }) => {
    await page.goto("/wallet");
    await settled(page);
    await page.getByRole("radio", { name: "Other" }).check();
    const amount = page.getByLabel("Your amount in US dollars");
    await amount.fill("9.99");
    await page.getByRole("button", { name: "Continue to payment" }).click();
    await expect(amount).toHaveAccessibleDescription(/Enter an amount between \$10\.00 and \$500\.00/);
    await amount.fill("40");
    const sent: unknown[] = [];
    await page.route("**/v1/wallet/top-ups", (route) => {
      sent.push(route.request().postDataJSON());
      return route.fallback();
    });
    await page.getByRole("button", { name: "Pay $40.00 by card" }).click();
    await expect(page.getByText("Payment received")).toBeVisible();
    await page.getByRole("button", { name: "Close" }).click();
    await expect(page).toHaveURL("/wallet");
    expect(sent).toEqual([{ amount_cents: 4000, return_path: "/wallet" }]);
  });

  for (const [status, paid, said] of [
    ["pending", 0, "You left the checkout"],
    ["expired", 1, "This checkout has lapsed"],
    ["refunded", 1, "This payment was refunded"],
  ] as const) {
    test(`a top-up that is ${status} (paid=${paid}) is said to be so`, async ({ page }) => {
      const topUp = {
        top_up_id: "top_1",
        status,
        amount_cents: 2500,
        currency: "USD",
        checkout_url: null,
        created_at: "2026-03-01T12:00:00.000Z",
        balance_cents: 0,
      };
      await page.route("**/v1/wallet/top-ups/top_1/refresh", (route) => route.fulfill({ json: topUp }));
      await page.goto(`/wallet?top_up=top_1&paid=${paid}`);
      await expect(page.getByText(said)).toBeVisible();
    });
  }

  test("a payment that is slow is asked for again until it is there", ANY_WIDTH, async ({ page }) => {
    await page.clock.install();
    let asked = 0;
    await page.route("**/v1/wallet/top-ups/top_1/refresh", (route) => {
      asked += 1;
      const status = asked < 4 ? "pending" : "paid";
      return route.fulfill({
        json: {
          top_up_id: "top_1",
          status,
          amount_cents: 2500,
          currency: "USD",
          checkout_url: null,
          created_at: "2026-03-01T12:00:00.000Z",
          balance_cents: 9419,
        },
      });
    });
    await page.goto("/wallet?top_up=top_1&paid=1");
    await expect(page.getByText("Waiting for your payment to be confirmed")).toBeVisible();
    for (let seconds = 0; seconds < 30 && asked < 4; seconds += 5) await page.clock.runFor(5000);
    await expect(page.getByText("Payment received")).toBeVisible();
    await expect(page.getByText("Your balance is $94.19.")).toBeVisible();
  });

  test("a checkout that cannot be opened is explained", ANY_WIDTH, async ({ page }) => {
    await refuse(page, "**/v1/wallet/top-ups", 502, "payment_provider_failed");
    await page.goto("/wallet");
    await page.getByRole("button", { name: "Pay $25.00 by card" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "Nothing was charged" })).toContainText("req_test");
  });
});

test.describe("forms", () => {
  test.use({ person: "reader" });

  test("a reader's rates: what is wrong is said at its field, what is right is sent in cents", async ({ page }) => {
    await page.goto("/reader");
    await settled(page);
    const voice = page.getByLabel("Voice: US dollars a minute");
    await voice.fill("0.49");
    await page.getByRole("button", { name: "Save rates" }).click();
    await expect(voice).toHaveAccessibleDescription(/Between \$0\.50 and \$50\.00/);
    await voice.fill("3.10");
    await page.getByRole("checkbox", { name: "Video" }).uncheck();
    await page.route("**/v1/me/reader/rates", (route) => route.abort());
    const request = page.waitForRequest("**/v1/me/reader/rates");
    await page.getByRole("button", { name: "Save rates" }).click();
    expect((await request).postDataJSON()).toEqual({
      rates: [
        { modality: "text", rate_cents: 199 },
        { modality: "voice", rate_cents: 310 },
      ],
    });
    await expect(page.getByRole("alert").filter({ hasText: "did not answer" })).toBeVisible();
  });

  test("the status says what it does, and that rings were missed", async ({ page }) => {
    const missed = { reachability: "away", status: "away", missed_rings: 2 };
    let own: object = {};
    await page.route("**/v1/me/reader", async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ json: { ...((await answer.json()) as object), ...missed, ...own } });
    });
    await page.route("**/v1/me/reader/reachability", async (route) => {
      const { reachability } = route.request().postDataJSON() as { reachability: string };
      own = { reachability, status: reachability, missed_rings: 0 };
      const answer = await page.request.get("/v1/readers/usr_00000000000000000000000001");
      await route.fulfill({ json: { ...((await answer.json()) as object), ...own } });
    });
    await page.goto("/reader");
    await settled(page);
    await expect(page.getByRole("heading", { name: "You are away" })).toBeVisible();
    await expect(page.getByText("You missed two rings")).toBeVisible();
    await expectSound(page);
    await page.getByRole("button", { name: "Go online" }).click();
    await expect(page.getByRole("heading", { name: "You are online" })).toBeVisible();
    await expect(page.getByText("You missed two rings")).toBeHidden();
    await page.getByRole("radio", { name: "Busy" }).press("Space");
    await expect(page.getByRole("heading", { name: "You are busy" })).toBeVisible();
  });
});
