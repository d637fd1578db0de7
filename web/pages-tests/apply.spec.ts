import { accountIs, amend, expect, expectSound, refuse, settled, test } from "./fixtures";

const APPLICATION = {
  display_name: "Maya Moon",
  application_status: "pending",
};

test.describe("a client who applies", () => {
  test.use({ person: "client" });

  test("sees the application that is there, also after a reload", async ({ page }) => {
    await page.goto("/apply");
    await settled(page);
    await page.getByLabel("Name that clients see").fill(APPLICATION.display_name);
    await page.getByLabel("Headline").fill("Cards with tea");
    await page.getByLabel("About you").fill("For years.");
    await page.getByLabel("Specialities").fill("tarot");
    await page.getByLabel("Languages", { exact: true }).selectOption("English");
    await page.getByRole("button", { name: "Send application" }).click();
    await expect(page.getByText("We have your application")).toBeVisible();
    await expect(page.getByRole("main")).toContainText("Maya Moon");
    await page.route("**/v1/me/reader", (route) => route.fulfill({ json: APPLICATION }));
    await page.reload();
    await settled(page);
    await expect(page.getByText("We have your application")).toBeVisible();
    await expect(page.getByRole("button", { name: "Send application" })).toHaveCount(0);
    await expectSound(page);
  });

  test("can ask again when it is not known whether there is one", async ({ page }) => {
    await refuse(page, "**/v1/me/reader", 403, "forbidden");
    await page.goto("/apply");
    await expect(page.getByText("This did not load")).toBeVisible();
    await expect(page.getByRole("button", { name: "Send application" })).toHaveCount(0);
    await page.unroute("**/v1/me/reader");
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByRole("button", { name: "Send application" })).toBeVisible();
  });

  test("cannot while suspended", async ({ page }) => {
    await accountIs(page, { suspended: true });
    await page.goto("/apply");
    await settled(page);
    await expect(page.getByRole("button", { name: "Send application" })).toBeDisabled();
  });
});

test.describe("a reader", () => {
  test.use({ person: "reader" });

  test("learns of the decision, and that it was taken back", async ({ page }) => {
    await page.goto("/apply");
    await settled(page);
    await expect(page.getByText("You are verified")).toBeVisible();
    await expect(page.getByRole("link", { name: "To my desk" })).toHaveAttribute("href", "/reader");
    await expectSound(page);
    await page.route("**/v1/me/reader", (route) => amend(route, { application_status: "withdrawn", verified: false }));
    await page.reload();
    await expect(page.getByText("Your verification was taken back")).toBeVisible();
    await expect(page.getByText("We have your application")).toHaveCount(0);
    await settled(page);
    await expectSound(page);
    await page.goto("/reader");
    await expect(page.getByText("You cannot go online, and clients do not see your profile.")).toBeVisible();
    await expect(page.getByRole("link", { name: "See it as clients do" })).toHaveCount(0);
    await expect(page.getByText(/^Once you are verified clients can book you in/)).toBeVisible();
  });
});
