import type { Page, Request } from "@playwright/test";

import { ANY_WIDTH, expect, expectSound, refuse, settled, test } from "./fixtures";
import { aReceipt, FakeSession, SESSION_ID } from "./session/fake-session";

const RECEIPT = `/sessions/${SESSION_ID}/receipt`;
const LUNA = "/readers/usr_00000000000000000000000001";

/** The receipt of a session that is over, whose review is kept by the session that is returned. */
async function openReceipt(page: Page, change: (session: FakeSession) => void = () => undefined): Promise<FakeSession> {
  const session = new FakeSession({ state: "finalized" });
  session.receipt = aReceipt();
  change(session);
  await page.route("**/v1/**", async (route) => {
    const request = route.request();
    const url = new URL(request.url());
    const answer = session.answer("client", request.method(), url.pathname, url.searchParams, request.postData() ?? "");
    if (answer) await route.fulfill({ status: answer.status, json: answer.body });
    else await route.fallback();
  });
  await page.goto(`${RECEIPT}#review`);
  await settled(page);
  return session;
}

/** Watches for the next request to a path; gives a promise of it. Only a request that is routed shows its body. */
async function watching(page: Page, path: string): Promise<{ request: Promise<Request> }> {
  await page.route(path, (route) => route.fallback());
  return { request: page.waitForRequest(path) };
}

test.describe("a client", () => {
  test.use({ person: "client" });

  test("writes a review by keyboard alone, and changes it", async ({ page }) => {
    const session = await openReceipt(page);
    const section = page.getByRole("region", { name: "Review" });
    await expect(section).toBeInViewport();
    await expectSound(page);
    await section.getByRole("radio", { name: "1 star, Poor" }).focus();
    await page.keyboard.press("Space");
    for (let step = 0; step < 3; step++) await page.keyboard.press("ArrowRight");
    await expect(section.getByRole("radio", { name: "4 stars, Very good" })).toBeChecked();
    await page.keyboard.press("Tab");
    await page.keyboard.type("She waited until I had found it myself.");
    await expect(section.getByText("39 of 2,000 characters.", { exact: false })).toBeVisible();
    await page.keyboard.press("Tab");
    await expect(section.getByRole("button", { name: "Publish the review" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page.getByText("Thank you. Your review is published.")).toBeVisible();
    expect(session.review).toMatchObject({ rating: 4, text: "She waited until I had found it myself." });

    const own = page.getByRole("region", { name: "Your review" });
    await expect(own.getByRole("img", { name: "4 of 5 stars" })).toBeVisible();
    await expect(own.getByText(/^Until /)).toBeVisible();
    await expectSound(page);
    await page.keyboard.press("Tab");
    await expect(own.getByRole("button", { name: "Change it" })).toBeFocused();
    await page.keyboard.press("Enter");
    await own.getByRole("radio", { name: "4 stars, Very good" }).focus();
    await page.keyboard.press("ArrowLeft");
    await own.getByRole("button", { name: "Save the change" }).press("Enter");
    await expect(own.getByRole("img", { name: "3 of 5 stars" })).toBeVisible();
    await expect(own.getByText("· changed")).toBeVisible();
  });

  test("is told what is missing, and nothing is sent before", ANY_WIDTH, async ({ page }) => {
    const session = await openReceipt(page);
    await page.getByRole("button", { name: "Publish the review" }).click();
    await expect(page.getByText("Choose one to five stars.")).toBeVisible();
    await expect(page.getByText("Write at least a few words.")).toBeVisible();
    await expect(page.getByLabel("Your review", { exact: true })).toHaveAttribute("aria-invalid", "true");
    expect(session.review).toBeNull();
    await expectSound(page);
  });

  test("keeps what was written when the review is refused, and is asked before leaving", ANY_WIDTH, async ({ page }) => {
    await openReceipt(page);
    await refuse(page, "**/review", 409, "review_closed");
    await page.getByText("5 stars, Excellent").click({ force: true });
    await page.getByLabel("Your review", { exact: true }).fill("Kind and clear.");
    await page.getByRole("button", { name: "Publish the review" }).click();
    await expect(page.getByRole("region", { name: "Review" }).getByRole("alert")).toContainText(
      "The seven days in which this could be changed are over.",
    );
    await expect(page.getByLabel("Your review", { exact: true })).toHaveValue("Kind and clear.");
    await page.getByRole("link", { name: "All sessions" }).click();
    const dialog = page.getByRole("dialog", { name: "Leave without saving?" });
    await dialog.getByRole("button", { name: "Stay here" }).click();
    await expect(page.getByLabel("Your review", { exact: true })).toHaveValue("Kind and clear.");
  });

  test("cannot review what was not paid for", ANY_WIDTH, async ({ page }) => {
    await openReceipt(page, (session) => (session.canBeReviewed = false));
    await expect(page.getByText("Only a session that was paid for can be reviewed.")).toBeVisible();
    await expect(page.getByRole("radio", { name: /star/ })).toHaveCount(0);
  });

  test("sees that a review is hidden, or can no longer be changed", async ({ page }) => {
    const review = {
      review_id: "rev_01k0000000000000000000test",
      reader_id: "usr_00000000000000000000000001",
      author_name: "Maya L.",
      rating: 2,
      text: "Not for me.",
      created_at: "2026-03-14T18:40:00.000Z",
      edited_at: null,
      answer: null,
      changeable_until: "2026-03-21T18:40:00.000Z",
    };
    const session = await openReceipt(page, (each) => (each.review = { ...review, hidden: true }));
    await expect(page.getByText("This review is hidden")).toBeVisible();
    await expect(page.getByRole("button", { name: "Change it" })).toHaveCount(0);
    await expectSound(page);
    session.review = { ...review, hidden: false };
    await page.reload();
    await expect(page.getByText(/^It could be changed until Mar 21, 2026/)).toBeVisible();
    await expect(page.getByRole("button", { name: "Change it" })).toHaveCount(0);
  });

  test("comes from the history to the review of a session", async ({ page }) => {
    await page.goto("/sessions");
    await settled(page);
    await expect(page.getByRole("link", { name: /4 of 5 stars.*your review of Luna Vale/ })).toBeVisible();
    await page.getByRole("link", { name: /Review it.*session with Kai Nakamura/ }).press("Enter");
    await expect(page).toHaveURL("/sessions/ses_00000000000000000000000002/receipt#review");
  });

  test("reads how the ratings are spread, in another order, and further", async ({ page }) => {
    await page.goto(`${LUNA}#reviews`);
    await settled(page);
    const reviews = page.getByRole("region", { name: "Reviews" });
    await expect(reviews.getByRole("list", { name: "Ratings by stars" }).getByRole("listitem")).toHaveCount(5);
    await expect(reviews.getByRole("list", { name: "Ratings by stars" }).getByRole("listitem").first()).toContainText(/^5 stars\d+/);
    await expect(reviews.getByRole("article").first()).toContainText("Maya");
    await expect(reviews.getByRole("article").first()).toContainText("Luna Vale answered");
    await reviews.getByLabel("Order of reviews").selectOption("lowest");
    await expect(reviews.getByRole("article").first()).toContainText("Noor");
    await expect(reviews.getByRole("article")).toHaveCount(10);
    await reviews.getByRole("button", { name: "Load more" }).click();
    await expect(reviews.getByRole("article")).toHaveCount(13);
  });

  test("flags a review with a reason, once", async ({ page }) => {
    await page.goto(LUNA);
    await settled(page);
    const flag = page.getByRole("button", { name: "Flag the review by Jonas" });
    await flag.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Flag this review" });
    const send = dialog.getByRole("button", { name: "Send to the moderators" });
    await expect(send).toBeDisabled();
    await dialog.getByRole("radio", { name: "It is not true" }).check();
    await dialog.getByLabel("In your words").fill("There was no such reading.");
    await expectSound(page);
    const sent = page.waitForRequest("**/v1/flags");
    await page.route("**/v1/flags", (route) => route.fulfill({ status: 204 }));
    await send.click();
    expect((await sent).postDataJSON()).toEqual({
      target_type: "review",
      target_id: "rev_00000000000000000000000002",
      reason: "untrue",
      details: "There was no such reading.",
    });
    await expect(page.getByRole("dialog", { name: "Thank you" })).toBeVisible();
    await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();
    await expect(flag).toBeFocused();
  });

  test("flags the reader's answer by itself", async ({ page }) => {
    await page.route("**/v1/flags", (route) => route.fulfill({ status: 204 }));
    await page.goto(LUNA);
    await settled(page);
    const maya = page.getByRole("region", { name: "Reviews" }).getByRole("article").first();
    await maya.getByRole("button", { name: "Flag the answer by Luna Vale" }).press("Enter");
    const dialog = page.getByRole("dialog", { name: "Flag this answer" });
    await expect(dialog).toContainText("Thank you, Maya.");
    await dialog.getByRole("radio", { name: "It is abusive or threatening" }).check();
    await expectSound(page);
    const sent = page.waitForRequest("**/v1/flags");
    await dialog.getByRole("button", { name: "Send to the moderators" }).click();
    expect((await sent).postDataJSON()).toEqual({
      target_type: "review_answer",
      target_id: "rev_00000000000000000000000001",
      reason: "abuse",
      details: "",
    });
    await expect(page.getByRole("dialog", { name: "Thank you" })).toBeVisible();
  });

  for (const [code, status, sentence] of [
    ["already_flagged", 409, "You have flagged this before"],
    ["rate_limited", 429, "That was a little too often."],
  ] as const) {
    test(`is told of ${code}`, ANY_WIDTH, async ({ page }) => {
      await refuse(page, "**/v1/flags", status, code);
      await page.goto(LUNA);
      await page.getByRole("button", { name: "Flag the review by Tess" }).click();
      await page.getByRole("radio", { name: "Something else" }).check();
      await page.getByRole("button", { name: "Send to the moderators" }).click();
      await expect(page.getByRole("dialog")).toContainText(sentence);
    });
  }
});

test("a visitor reads reviews and flags none", async ({ page }) => {
  await page.goto(LUNA);
  await settled(page);
  await expect(page.getByRole("region", { name: "Reviews" }).getByRole("article")).toHaveCount(10);
  await expect(page.getByRole("button", { name: /^Flag/ })).toHaveCount(0);
});

test.describe("a reader", () => {
  test.use({ person: "reader" });

  test("answers a review by keyboard alone", async ({ page }) => {
    await page.goto("/reader/reviews");
    await settled(page);
    const tess = page.getByRole("article").filter({ hasText: "Tess" });
    await tess.getByRole("button", { name: "Answer to Tess" }).press("Enter");
    await expect(tess.getByLabel("Your answer to Tess")).toBeFocused();
    await expect(tess.getByRole("button", { name: "Publish the answer" })).toBeDisabled();
    await page.keyboard.type("I am glad that it held.");
    await expectSound(page);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await expect(page.getByText("Your answer is published.")).toBeVisible();
    await expect(tess).toContainText("I am glad that it held.");
    await expect(tess.getByRole("button", { name: "Change the answer to Tess" })).toBeVisible();
  });

  test("cannot change an answer that stands, and is told when one is refused", ANY_WIDTH, async ({ page }) => {
    await page.goto("/reader/reviews");
    await settled(page);
    const maya = page.getByRole("article").filter({ hasText: "She named the exact thing" });
    await expect(maya).toContainText("Thank you, Maya.");
    await expect(maya.getByRole("button", { name: /answer/i })).toHaveCount(0);
    await refuse(page, "**/answer", 409, "review_hidden");
    const aiden = page.getByRole("article").filter({ hasText: "Aiden" });
    await aiden.getByRole("button", { name: "Answer to Aiden" }).click();
    await aiden.getByLabel("Your answer to Aiden").fill("Thank you.");
    await aiden.getByRole("button", { name: "Publish the answer" }).click();
    await expect(aiden.getByRole("alert")).toContainText("This review is hidden");
    await expect(aiden.getByLabel("Your answer to Aiden")).toHaveValue("Thank you.");
  });
});

test.describe("a reader whose answer is hidden", () => {
  test.use({ person: "reader" });

  test("sees it, is told why, and cannot change it", async ({ page }) => {
    await page.route(/\/v1\/me\/reader\/reviews(\?|$)/, async (route) => {
      const answer = await route.fetch();
      const body = (await answer.json()) as { items: { answer: { hidden: boolean; changeable_until: string } | null }[] };
      const first = body.items[0]?.answer;
      if (first) Object.assign(first, { hidden: true, changeable_until: new Date(Date.now() + 86_400_000).toISOString() });
      await route.fulfill({ response: answer, json: body });
    });
    await page.goto("/reader/reviews");
    await settled(page);
    const maya = page.getByRole("article").first();
    await expect(maya).toContainText("Your answer is hidden");
    await expect(maya).toContainText("Thank you, Maya.");
    await expect(maya.getByRole("button", { name: /answer to/i })).toHaveCount(0);
    await expect(maya.getByRole("button", { name: /^Flag the answer/ })).toHaveCount(0);
    await expectSound(page);
  });
});

test.describe("a moderator", () => {
  test.use({ person: "admin" });

  test("decides about an answer apart from its review", async ({ page }) => {
    await page.goto("/admin?tab=flagged");
    await settled(page);
    const answer = page.getByRole("article").filter({ hasText: "Answer by Luna Vale to Maya" });
    await expect(answer).toContainText("Maya wrote");
    await expect(answer).toContainText("2 flags");
    await answer.getByRole("button", { name: "Decide" }).click();
    const dialog = page.getByRole("dialog", { name: "What is to be done?" });
    await expect(dialog).toContainText("It shows nowhere. Luna Vale is told.");
    await dialog.getByRole("radio", { name: "Hide it It shows nowhere" }).check();
    await dialog.getByLabel("Reason").fill("Insults a client");
    await expectSound(page);
    const sent = await watching(page, "**/v1/admin/flagged/review_answer/*/decision");
    await dialog.getByRole("button", { name: "Decide" }).click();
    expect((await sent.request).postDataJSON()).toEqual({ decision: "hide", reason: "Insults a client" });
    await expect(page.getByText("Decided: it is hidden.")).toBeVisible();
  });

  test("decides about flags with a reason only", async ({ page }) => {
    await page.goto("/admin?tab=flagged");
    await settled(page);
    const maya = page.getByRole("article").filter({ hasText: "Review by Maya about Luna Vale" });
    await expect(maya).toContainText("3 flags");
    await expect(maya).toContainText("It names my sister and where she works.");
    await expect(maya).toContainText("Luna Vale answered");
    await maya.getByRole("button", { name: "Decide" }).press("Enter");
    const dialog = page.getByRole("dialog", { name: "What is to be done?" });
    const decide = dialog.getByRole("button", { name: "Decide" });
    await dialog.getByRole("radio", { name: /^Hide it and warn the author/ }).check();
    await expect(decide).toBeDisabled();
    await dialog.getByLabel("Reason").fill("Names a third person");
    await expectSound(page);
    const sent = await watching(page, "**/v1/admin/flagged/review/*/decision");
    await decide.click();
    expect((await sent.request).postDataJSON()).toEqual({ decision: "warn", reason: "Names a third person" });
    await expect(page.getByText("Decided: it is hidden.")).toBeVisible();
  });

  test("takes a decision back, and lifts a suspension", ANY_WIDTH, async ({ page }) => {
    await page.goto("/admin?tab=flagged");
    await page.getByRole("radio", { name: "Decided" }).check();
    const tess = page.getByRole("article").filter({ hasText: "Review by Tess" });
    await expect(tess).toContainText("Threats in three reviews");
    await expectSound(page);
    await tess.getByRole("button", { name: "Decide otherwise" }).click();
    const dialog = page.getByRole("dialog", { name: "What is to be done?" });
    await expect(dialog.getByRole("radio")).toHaveCount(3);
    await dialog.getByRole("radio", { name: /^Dismiss the flags and show it again/ }).check();
    await dialog.getByLabel("Reason").fill("Read again");
    const decided = await watching(page, "**/v1/admin/flagged/review/*/decision");
    await dialog.getByRole("button", { name: "Decide" }).click();
    expect((await decided.request).postDataJSON()).toEqual({ decision: "dismiss", reason: "Read again" });

    await tess.getByRole("button", { name: "Lift the suspension" }).click();
    const lift = page.getByRole("dialog", { name: "Lift the suspension of Tess?" });
    await lift.getByLabel("Reason").fill("It was a mistake");
    const lifted = await watching(page, "**/v1/admin/users/*/suspension");
    await lift.getByRole("button", { name: "Lift it" }).click();
    expect((await lifted.request).postDataJSON()).toEqual({ suspended: false, reason: "It was a mistake" });
  });
});
