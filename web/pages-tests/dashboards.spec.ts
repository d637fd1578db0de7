import { ANY_WIDTH, expect, expectSound, refuse, settled, test } from "./fixtures";

const CHART = "Earnings by day and kind";

test.describe("a reader's earnings", () => {
  test.use({ person: "reader" });

  test("show what was earned by day and kind, for how long, and who came back", async ({ page }) => {
    await page.goto("/earnings");
    await settled(page);
    const asked = await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
    expect(asked.some((name) => name.endsWith("/v1/earnings/summary?days=30&time_zone=America%2FNew_York"))).toBe(true);
    await expect(page.getByText("9 of 23 clients since Dec 15")).toBeVisible();
    await expect(page.getByText("Maya L.")).toBeVisible();
    await page.getByRole("radio", { name: "7 days" }).check();
    await expect(page).toHaveURL("/earnings?days=7");
    const chart = page.getByRole("figure", { name: CHART });
    await expect(chart.getByText(/^Earned in the last 7 days: \$/)).toBeVisible();
  });

  test("can be read day by day with the keyboard", async ({ page }) => {
    await page.goto("/earnings?days=7");
    await settled(page);
    const days = page.getByRole("slider", { name: `${CHART}: day` });
    await page.getByRole("figure", { name: CHART }).getByRole("radio", { name: "Chart" }).focus();
    await page.keyboard.press("Tab");
    await expect(days).toBeFocused();
    await expect(days).toHaveAttribute("aria-valuetext", /^Sat, Mar 14: /);
    await page.keyboard.press("ArrowLeft");
    await expect(days).toHaveAttribute("aria-valuetext", /^Fri, Mar 13: \$.*Sessions \$/);
    await expect(days).toHaveAttribute("aria-valuenow", "6");
    await page.keyboard.press("Home");
    await expect(days).toHaveAttribute("aria-valuetext", /^Sun, Mar 8: /);
    await page.keyboard.press("ArrowLeft");
    await expect(days).toHaveAttribute("aria-valuenow", "1");
    await expectSound(page);
  });

  test("are the same figures in a table", async ({ page }) => {
    await page.goto("/earnings?days=7");
    await settled(page);
    const figure = page.getByRole("figure", { name: CHART });
    const days = figure.getByRole("slider");
    await days.focus();
    await page.keyboard.press("End");
    const told = await days.getAttribute("aria-valuetext");
    await figure.getByRole("radio", { name: "Table" }).check();
    const newest = figure.getByRole("row").nth(1);
    await expect(newest).toContainText("Sat, Mar 14");
    await expect(newest).toContainText(/: (\$[\d,]+\.\d\d)/.exec(told ?? "")?.[1] ?? "no figure");
    await expect(figure.getByRole("row")).toHaveCount(8);
    await expectSound(page);
  });

  test("of ninety days are bars by week", async ({ page }) => {
    await page.goto("/earnings?days=90");
    await settled(page);
    const weeks = page.getByRole("slider", { name: "Earnings by week and kind: week" });
    await expect(weeks).toHaveAttribute("aria-valuemax", "13");
    await weeks.focus();
    await page.keyboard.press("End");
    await expect(weeks).toHaveAttribute("aria-valuetext", /^Mar 8 – Mar 14: \$/);
    await page.getByRole("figure", { name: "Minutes by week" }).getByRole("radio", { name: "Table" }).check();
    await expect(page.getByRole("table", { name: "Minutes by week, newest week first" }).getByRole("row")).toHaveCount(14);
  });

  test("of today are figures without bars", async ({ page }) => {
    await page.goto("/earnings?days=1");
    await settled(page);
    await expect(page.getByRole("heading", { name: CHART })).toBeVisible();
    await expect(page.getByRole("slider")).toHaveCount(0);
  });

  test("say that they did not load, and load again", ANY_WIDTH, async ({ page }) => {
    await refuse(page, "**/v1/earnings/summary?*", 403, "forbidden");
    await page.goto("/earnings");
    await expect(page.getByText("The figures did not load")).toBeVisible();
    await page.unroute("**/v1/earnings/summary?*");
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByRole("figure", { name: CHART })).toBeVisible();
  });

  test("point to money left from when the reader was a client, which goes back to the card once", ANY_WIDTH, async ({ page }) => {
    await page.goto("/earnings");
    await settled(page);
    await page.getByRole("link", { name: "See the wallet" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Wallet" })).toBeVisible();
    await settled(page);
    await expect(page.getByRole("heading", { name: "Top up" })).toHaveCount(0);
    await expectSound(page);
    await page.getByRole("button", { name: "Return $18.00" }).click();
    const dialog = page.getByRole("dialog", { name: "Return $18.00?" });
    await expectSound(page);
    const keys: (string | undefined)[] = [];
    let answered = false;
    await page.route("**/v1/wallet/top-ups/*/return", async (route) => {
      keys.push(route.request().headers()["idempotency-key"]);
      if (answered) return route.fallback();
      answered = true;
      return route.abort();
    });
    await dialog.getByRole("button", { name: "Return $18.00" }).click();
    await expect(dialog.getByRole("alert")).toBeVisible();
    await dialog.getByRole("button", { name: "Return $18.00" }).click();
    await expect(page.getByText("$18.00 are on the way to your card.").first()).toBeVisible();
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  });
});

test.describe("a client's overview", () => {
  test.use({ person: "client" });

  test("shows wallet, spending, readers, bookings and sessions, each with its way on", async ({ page }) => {
    await page.goto("/dashboard");
    await settled(page);
    await expect(page.getByRole("region", { name: "Wallet" })).toContainText("$69.19");
    await expect(page.getByRole("figure", { name: "Spending by day and kind" })).toBeVisible();
    await expect(page.getByRole("region", { name: "Your readers" }).getByRole("link", { name: "Luna Vale" })).toBeVisible();
    await expect(page.getByRole("link", { name: "Receipt: Kai Nakamura" })).toHaveAttribute(
      "href",
      "/sessions/ses_00000000000000000000000002/receipt",
    );
    for (const [name, path] of [
      ["Favourites", "/favourites"],
      ["Notes", "/notes"],
      ["My sessions", "/sessions"],
    ] as const) {
      await expect(page.getByRole("navigation", { name: "Shortcuts" }).getByRole("link", { name })).toHaveAttribute("href", path);
    }
  });

  test("the file has the filter of the list", ANY_WIDTH, async ({ page }) => {
    await page.goto("/wallet");
    await settled(page);
    await page.getByLabel("Show").selectOption("session_charge");
    await page.getByLabel("From").fill("2026-03-13");
    await page.getByLabel("To", { exact: true }).fill("2026-03-14");
    await expect(page).toHaveURL("/wallet?kind=session_charge&from=2026-03-13&to=2026-03-14");
    await settled(page);
    const [request] = await Promise.all([
      page.waitForRequest("**/v1/wallet/statement.csv?*"),
      page.getByRole("button", { name: /^CSV/ }).click(),
    ]);
    expect(Object.fromEntries(new URL(request.url()).searchParams)).toEqual({
      kind: "session_charge",
      from: "2026-03-13",
      to: "2026-03-14",
      time_zone: "America/New_York",
    });
    await page.getByLabel("To", { exact: true }).fill("2025-01-01");
    await expect(page.getByText("Nothing of this kind and time")).toBeVisible();
    await page.getByRole("button", { name: "Show all entries" }).click();
    await expect(page).toHaveURL("/wallet");
  });
});

test.describe("a newcomer's overview", () => {
  test.use({ person: "newcomer" });

  test("says what will be there", async ({ page }) => {
    await page.goto("/dashboard");
    await settled(page);
    await expect(page.getByText("Nothing in the last 30 days")).toBeVisible();
    await expect(page.getByText("No sessions yet")).toBeVisible();
  });
});
