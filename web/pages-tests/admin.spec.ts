import { ANY_WIDTH, expect, refuse, settled, test } from "./fixtures";

test.use({ person: "admin" });

test("a reader is verified with a reason only", async ({ page }) => {
  await page.goto("/admin");
  await settled(page);
  await page.getByRole("button", { name: "Verify" }).first().click();
  const dialog = page.getByRole("dialog", { name: "Verify Rowan Ashgrove?" });
  const verify = dialog.getByRole("button", { name: "Verify" });
  await expect(verify).toBeDisabled();
  await dialog.getByLabel("Reason").fill("Interview passed");
  const request = page.waitForRequest("**/v1/admin/readers/*/verify");
  await page.route("**/v1/admin/readers/*/verify", (route) => route.fallback());
  await verify.click();
  expect((await request).postDataJSON()).toEqual({ verified: true, reason: "Interview passed" });
  await expect(page.getByText("Rowan Ashgrove is verified.")).toBeVisible();
});

test("a ledger that was never checked is no error", ANY_WIDTH, async ({ page }) => {
  await refuse(page, "**/v1/admin/ledger-check", 404, "not_found");
  await page.goto("/admin?tab=ledger");
  await expect(page.getByText("No check has run yet")).toBeVisible();
});

test("violations are named, and that payouts stand still", async ({ page }) => {
  const violation = { invariant: "every balance is the sum of its transfers", subject: "wallet:usr_1", detail: "stands at 5, sums to 4" };
  await page.route("**/v1/admin/ledger-check", (route) =>
    route.fulfill({
      json: {
        started_at: "2026-03-01T12:00:00.000Z",
        finished_at: "2026-03-01T12:00:01.000Z",
        counts: { accounts: 2 },
        totals: {},
        violation_count: 1,
        violations: [violation],
        payouts_stopped: true,
      },
    }),
  );
  await page.goto("/admin?tab=ledger");
  await expect(page.getByRole("alert").filter({ hasText: "1 violation" })).toBeVisible();
  await expect(page.getByText("Payouts are stopped")).toBeVisible();
  await expect(page.getByRole("row", { name: /wallet:usr_1/ })).toContainText(violation.detail);
});
