import { amend, ANY_WIDTH, expect, expectSound, refuse, settled, test } from "./fixtures";

test.use({ person: "client" });

/** The mock keeps what was read; each test gets a box of its own. */
test.beforeEach(async ({ page }) => {
  const items = [
    ["reader_online", "Luna Vega is online now", "/readers/usr_00000000000000000000000001"],
    ["top_up_receipt", "Receipt: $25.00 added to your wallet", "/wallet"],
  ].map(([kind, title, path], number) => ({
    notification_id: `ntf_0000000000000000000000000${number}`,
    kind,
    title,
    text: "A sentence about it.",
    path,
    action: "See it",
    read: false,
    created_at: "2026-11-24T12:00:00.000Z",
  }));
  await page.route(/\/v1\/me\/notifications(\?|$)/, (route) => route.fulfill({ json: { items, next_cursor: null } }));
  await page.route("**/v1/me/notifications/unread", (route) =>
    route.fulfill({ json: { count: items.filter((each) => !each.read).length, more: false } }),
  );
  await page.route("**/v1/me/notifications/*/read", (route) => {
    for (const each of items) if (route.request().url().includes(each.notification_id)) each.read = true;
    return route.fulfill({ status: 204 });
  });
  await page.route("**/v1/me/notifications/read-all", (route) => {
    for (const each of items) each.read = true;
    return route.fulfill({ status: 204 });
  });
});

test("the bell tells how many wait, opens the newest and leads to what one is about, by keyboard", async ({ page }) => {
  await page.goto("/help");
  await settled(page);
  const bell = page.getByRole("button", { name: "Notifications, 2 unread" });
  await bell.focus();
  await page.keyboard.press("Enter");
  const panel = page.getByRole("region", { name: "Notifications" });
  await expect(panel.getByRole("link", { name: /Luna Vega is online now/ })).toBeVisible();
  await expectSound(page);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/readers/usr_00000000000000000000000001");
  await expect(panel).toBeHidden();
  await expect(page.getByRole("button", { name: "Notifications, 1 unread" })).toBeVisible();
});

test("all are marked as read at once", async ({ page }) => {
  await page.goto("/notifications");
  await settled(page);
  await expect(page.getByRole("main").getByText("Unread:")).toHaveCount(2);
  await page.getByRole("main").getByRole("button", { name: "Mark all as read" }).click();
  await expect(page.getByRole("main").getByText("Unread:")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Notifications", exact: true })).toBeVisible();
  await page.reload();
  await settled(page);
  await expect(page.getByRole("main").getByText("Unread:")).toHaveCount(0);
});

test("what cannot be marked as read is said to be so", ANY_WIDTH, async ({ page }) => {
  await refuse(page, "**/v1/me/notifications/read-all", 503, "try_again", "Not possible at this moment.");
  await page.goto("/notifications");
  await settled(page);
  await page.getByRole("main").getByRole("button", { name: "Mark all as read" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Things are busy at the moment." })).toBeVisible();
  await expect(page.getByRole("main").getByText("Unread:")).toHaveCount(2);
});

test("a list that does not load says so and is asked for again", ANY_WIDTH, async ({ page }) => {
  await refuse(page, /\/v1\/me\/notifications(\?|$)/, 403, "forbidden");
  await page.goto("/notifications");
  await expect(page.getByText("Your notifications did not load")).toBeVisible();
  await page.unroute(/\/v1\/me\/notifications(\?|$)/);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("main").getByRole("link").first()).toBeVisible();
});

test("times are asked for in the zone of the device", ANY_WIDTH, async ({ page }) => {
  const [request] = await Promise.all([page.waitForRequest(/\/v1\/me\/notifications\?/), page.goto("/notifications")]);
  expect(new URL(request.url()).searchParams.get("time_zone")).toBe("America/New_York");
});

test("an account without a time zone gets that of the device, once", ANY_WIDTH, async ({ page }) => {
  const sent: unknown[] = [];
  let time_zone: string | null = null;
  await page.route("**/v1/me", async (route) => {
    if (route.request().method() === "PATCH") {
      const body = route.request().postDataJSON() as { time_zone: string };
      sent.push(body);
      time_zone = body.time_zone;
    }
    await amend(route, { time_zone });
  });
  await page.goto("/account");
  await settled(page);
  await expect(page.getByLabel("Time zone")).toHaveValue("America/New_York");
  await page.getByRole("link", { name: "Help and billing" }).click();
  await settled(page);
  expect(sent).toEqual([{ time_zone: "America/New_York" }]);
});

test("choices count at once, each by itself", async ({ page }) => {
  const sent: unknown[] = [];
  await page.route("**/v1/me/notification-choices", (route) => {
    if (route.request().method() === "PATCH") sent.push(route.request().postDataJSON());
    return route.fallback();
  });
  await page.goto("/account#notifications");
  await settled(page);
  await expect(page.getByRole("heading", { name: "Notifications" })).toBeInViewport();
  const mail = page.getByRole("switch", { name: "Receipts for top-ups: E-mail" });
  await mail.click();
  await expect(mail).not.toBeChecked();
  await mail.click();
  await expect(mail).toBeChecked();
  await expect(page.getByRole("switch", { name: "A new review: E-mail" })).toHaveCount(0);
  expect(sent).toEqual([
    { kind: "top_up_receipt", by_mail: false },
    { kind: "top_up_receipt", by_mail: true },
  ]);
});

test("a notification that comes in while the page is open is told once, politely", ANY_WIDTH, async ({ page }) => {
  let count = 1;
  await page.route("**/v1/me/notifications/unread", (route) => route.fulfill({ json: { count, more: false } }));
  await page.clock.install();
  await page.goto("/help");
  await expect(page.getByRole("button", { name: "Notifications, 1 unread" })).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: "Luna Vega is online now" })).toHaveCount(0);
  count = 2;
  await page.clock.runFor(46_000);
  await expect(page.getByRole("status").filter({ hasText: "Luna Vega is online now" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Notifications, 2 unread" })).toBeVisible();
});
