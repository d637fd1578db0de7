import { expect, refuse, settled, test } from "./fixtures";

const LUNA = "/readers/usr_00000000000000000000000001";

test("the address is the state of the list", async ({ page }) => {
  await page.goto("/readers");
  await page.getByLabel("Search").fill("tarot");
  await expect(page).toHaveURL("/readers?q=tarot");
  await expect(page.getByRole("article")).toHaveCount(1);
  await page.getByRole("radio", { name: "Text" }).check();
  await expect(page).toHaveURL(/modality=text/);
  await page.getByLabel("Sort by").selectOption("price");
  await page.getByLabel("Online now").check();
  await page.reload();
  await expect(page.getByLabel("Search")).toHaveValue("tarot");
  await expect(page.getByRole("radio", { name: "Text" })).toBeChecked();
  await expect(page.getByLabel("Sort by")).toHaveValue("price");
  await expect(page.getByLabel("Online now")).toBeChecked();
});

test("nobody matches: the filters can be cleared", async ({ page }) => {
  await page.goto("/readers?q=zzz&modality=video");
  await page.getByRole("button", { name: "Clear the filters" }).click();
  await expect(page).toHaveURL("/readers");
  await expect(page.getByLabel("Search")).toHaveValue("");
  await expect(page.getByRole("article")).toHaveCount(12);
});

test("a list that does not load says so, quotes the request and can be tried again", async ({ page }) => {
  await refuse(page, "**/v1/readers?*", 403, "forbidden");
  await page.goto("/readers");
  await expect(page.getByRole("alert").filter({ hasText: "The readers did not load" })).toContainText("req_test");
  await page.unroute("**/v1/readers?*");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("article")).toHaveCount(12);
});

test("a reader who does not exist is a page that does not exist", async ({ page }) => {
  await page.goto("/readers/usr_0000000000000000000000zzzz");
  await expect(page.getByRole("heading", { level: 1, name: "There is no such page" })).toBeVisible();
});

test("a reader who is busy cannot be rung", async ({ page }) => {
  await page.goto("/readers/usr_00000000000000000000000003");
  await expect(page.getByText("is with somebody at the moment")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Start voice/ })).toBeDisabled();
});

test("starting asks for a sign-in first and comes back to the question", async ({ page }) => {
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

  test("hears that the reader has gone", async ({ page }) => {
    await refuse(page, "**/v1/sessions", 409, "reader_unavailable");
    await page.goto(`${LUNA}?start=text`);
    await page.getByRole("button", { name: /^Ring at/ }).click();
    await expect(page.getByRole("dialog").getByRole("alert")).toContainText("offline or with somebody else");
  });
});

test.describe("a client without money", () => {
  test.use({ person: "newcomer" });

  test("is led to a top-up that comes back to the reader", async ({ page }) => {
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
