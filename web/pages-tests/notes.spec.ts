import type { Page } from "@playwright/test";

import { ANY_WIDTH, expect, expectSound, refuse, settled, test } from "./fixtures";

const LUNA = "usr_00000000000000000000000001";
const MAYA = "usr_00000000000000000000000091";

interface Written {
  text: string;
  path: string;
}

/** Notes of this test alone, on readers; returns what was saved. */
async function noted(page: Page, text: string): Promise<Written[]> {
  const saved: Written[] = [];
  let kept = text;
  await page.route("**/v1/me/notes/people/*", async (route) => {
    if (route.request().method() === "PUT") {
      kept = (route.request().postDataJSON() as { text: string }).text;
      saved.push({ text: kept, path: new URL(route.request().url()).pathname });
    }
    await route.fulfill({ json: { text: kept, updated_at: kept ? "2026-03-14T18:00:00.000Z" : null } });
  });
  await page.route(/\/v1\/me\/notes(\?|$)/, (route) => {
    const person = { user_id: LUNA, party: "reader", display_name: "Luna Vale", photo_url: null };
    const note = { about: "person", subject_id: LUNA, person, session: null, text: kept, updated_at: "2026-03-14T18:00:00.000Z" };
    return route.fulfill({ json: { items: kept ? [note] : [], next_cursor: null } });
  });
  return saved;
}

test.describe("a client", () => {
  test.use({ person: "client" });

  test("writes a note on a reader's page, and it saves itself", async ({ page }) => {
    const saved = await noted(page, "");
    await page.goto(`/readers/${LUNA}`);
    await settled(page);
    const field = page.getByRole("textbox", { name: "What do you want to remember about Luna Vale?" });
    await field.fill("ask about the sea");
    await expect(page.getByText(/^Saved /)).toBeVisible();
    expect(saved).toEqual([{ text: "ask about the sea", path: `/v1/me/notes/people/${LUNA}` }]);
    await field.pressSequentially(", and the house");
    await page.getByRole("navigation", { name: "Way back" }).getByRole("link").click();
    await expect.poll(() => saved.at(-1)?.text).toBe("ask about the sea, and the house");
    await page.goBack();
    await expect(field).toHaveValue("ask about the sea, and the house");
  });

  test("says when a note could not be saved, and keeps trying", ANY_WIDTH, async ({ page }) => {
    await noted(page, "");
    await page.goto(`/readers/${LUNA}`);
    await settled(page);
    await page.route("**/v1/me/notes/people/*", (route) => route.abort("connectionreset"));
    await page.getByRole("textbox", { name: /^What do you want to remember/ }).fill("kept");
    await expect(page.getByText("Not saved yet. We keep trying.")).toBeVisible();
    await page.unroute("**/v1/me/notes/people/*");
    await noted(page, "");
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByText(/^Saved /)).toBeVisible();
  });

  test("changes and deletes a note in the list, by keyboard", async ({ page }) => {
    const saved = await noted(page, "warm voice");
    await page.goto("/notes");
    await settled(page);
    const row = page.getByRole("article", { name: "Note on Luna Vale" });
    await row.getByRole("button", { name: "Edit the note on Luna Vale" }).press("Enter");
    const field = row.getByRole("textbox", { name: "Note on Luna Vale" });
    await expect(field).toHaveValue("warm voice");
    await field.fill("warm voice, dry jokes");
    await expectSound(page);
    await row.getByRole("button", { name: "Done with the note on Luna Vale" }).press("Enter");
    await expect(row.getByText("warm voice, dry jokes")).toBeVisible();
    await expect.poll(() => saved).toEqual([{ text: "warm voice, dry jokes", path: `/v1/me/notes/people/${LUNA}` }]);
    await row.getByRole("button", { name: "Delete the note on Luna Vale" }).press("Enter");
    const dialog = page.getByRole("dialog", { name: "Delete this note?" });
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
    await expect(row.getByRole("button", { name: "Delete the note on Luna Vale" })).toBeFocused();
    await page.keyboard.press("Enter");
    await dialog.getByRole("button", { name: "Delete" }).press("Enter");
    await expect(page.getByText("No notes on readers yet")).toBeVisible();
    expect(saved.at(-1)?.text).toBe("");
  });

  test("shows the new text at once, also while it is still being saved", ANY_WIDTH, async ({ page }) => {
    await noted(page, "warm voice");
    let answer = () => {};
    const answered = new Promise<void>((resolve) => (answer = resolve));
    await page.route("**/v1/me/notes/people/*", async (route) => {
      if (route.request().method() === "PUT") await answered;
      await route.fallback();
    });
    await page.goto("/notes");
    await settled(page);
    const row = page.getByRole("article", { name: "Note on Luna Vale" });
    await row.getByRole("button", { name: "Edit the note on Luna Vale" }).click();
    await row.getByRole("textbox").fill("dry jokes");
    const asked = page.waitForRequest((request) => request.method() === "PUT");
    await row.getByRole("button", { name: "Done with the note on Luna Vale" }).click();
    await asked;
    await expect(row.getByText("dry jokes")).toBeVisible();
    const listed = page.waitForResponse(/\/v1\/me\/notes(\?|$)/);
    answer();
    await listed;
    await expect(row.getByText("dry jokes")).toBeVisible();
    await expect(row.getByText("warm voice")).toHaveCount(0);
  });

  test("a note that could not be deleted stays, and the dialog says why", ANY_WIDTH, async ({ page }) => {
    await noted(page, "warm voice");
    await page.goto("/notes");
    await settled(page);
    await refuse(page, "**/v1/me/notes/people/*", 503, "try_again");
    await page.getByRole("button", { name: "Delete the note on Luna Vale" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await expect(page.getByRole("dialog").getByRole("alert")).toContainText("Things are busy");
    await page.getByRole("dialog").getByRole("button", { name: "Keep it" }).click();
    await expect(page.getByRole("article", { name: "Note on Luna Vale" })).toBeVisible();
  });

  test("goes from a note on a session to its receipt, where the note is", async ({ page }) => {
    await page.goto("/notes");
    await page.getByRole("tab", { name: "On sessions" }).click();
    await expect(page).toHaveURL("/notes?about=session");
    await expect(page.getByText("The Star came up twice.")).toBeVisible();
    await page.getByRole("link", { name: "Voice session with Luna Vale" }).press("Enter");
    await expect(page).toHaveURL("/sessions/ses_00000000000000000000000001/receipt#note");
  });

  test("notes that do not load say so and are asked for again", ANY_WIDTH, async ({ page }) => {
    await refuse(page, /\/v1\/me\/notes(\?|$)/, 403, "forbidden");
    await page.goto("/notes");
    await expect(page.getByText("Your notes did not load")).toBeVisible();
    await page.unroute(/\/v1\/me\/notes(\?|$)/);
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByRole("article", { name: "Note on Luna Vale" })).toBeVisible();
  });
});

test.describe("a reader", () => {
  test.use({ person: "reader" });

  test("finds notes on clients, and the sessions with one", async ({ page }) => {
    await page.goto("/notes");
    await settled(page);
    const row = page.getByRole("article", { name: "Note on Maya Lindqvist" });
    await expect(row).toContainText("Decides in March.");
    await row.getByRole("link", { name: "Sessions with Maya Lindqvist" }).click();
    await expect(page).toHaveURL(`/sessions?with=${MAYA}`);
    await expect(page.getByRole("article")).toHaveCount(3);
  });

  test("notes on readers whom they knew as a client lead to the reader's page", ANY_WIDTH, async ({ page }) => {
    await noted(page, "warm voice");
    await page.goto("/notes");
    await page.getByRole("link", { name: "Luna Vale", exact: true }).click();
    await expect(page).toHaveURL(`/readers/${LUNA}`);
  });
});
