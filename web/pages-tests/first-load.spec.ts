import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";

import type { Page } from "@playwright/test";

import { expect, settled, test } from "./fixtures";

const READER = "/readers/usr_00000000000000000000000001";

/** Every page that is rendered at build time: what a visitor reads before any script has come. */
const STATIC: readonly { path: string; title: string; heading?: string }[] = [
  { path: "/", title: "Spiritual readings by text, voice or video · SoulSeer", heading: "Clarity, when you need it" },
  { path: "/about", title: "About SoulSeer · SoulSeer", heading: "About SoulSeer" },
  { path: "/help", title: "How billing works · SoulSeer", heading: "How billing works" },
  { path: "/privacy", title: "Privacy · SoulSeer", heading: "Privacy" },
  { path: "/terms", title: "Terms · SoulSeer", heading: "Terms" },
  { path: "/readers", title: "Find your reader · SoulSeer", heading: "Find your reader" },
  { path: READER, title: "A reader · SoulSeer" },
];

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });
  for (const { path, title, heading } of STATIC) {
    test(`${path} says what it is`, async ({ page }) => {
      const answer = await page.goto(path);
      expect(answer?.status()).toBe(200);
      await expect(page).toHaveTitle(title);
      const description = page.locator('meta[name="description"]');
      await expect(description).toHaveCount(1);
      expect((await description.getAttribute("content"))?.length).toBeGreaterThan(30);
      await expect(page.locator('meta[property="og:title"]')).toHaveAttribute("content", title);
      if (heading) await expect(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
    });
  }

  test("an address that leads nowhere is not found", async ({ page }) => {
    const answer = await page.goto("/no-such-page");
    expect(answer?.status()).toBe(404);
    await expect(page.getByRole("heading", { level: 1, name: "There is no such page" })).toBeVisible();
    await expect(page.locator('meta[name="robots"]')).toHaveAttribute("content", "noindex");
  });
});

for (const { path, title } of STATIC.filter(({ heading }) => heading)) {
  test(`${path} keeps its title when the app takes over`, async ({ page }) => {
    await page.goto(path);
    await settled(page);
    await expect(page).toHaveTitle(title);
  });
}

for (const path of ["/", "/readers", READER]) {
  test(`${path} asks for its data before the app is there, and once`, async ({ page }) => {
    const asked: string[] = [];
    let appIsThere = false;
    page.on("request", (request) => {
      const { pathname, search } = new URL(request.url());
      if (pathname.startsWith("/v1/readers")) asked.push(`${pathname}${search}${appIsThere ? " late" : ""}`);
    });
    await page.route("**/assets/*.js", async (route) => {
      await expect.poll(() => asked.length).toBeGreaterThan(0);
      appIsThere = true;
      await route.continue();
    });
    await page.goto(path);
    await settled(page);
    expect(asked[0]).not.toContain("late");
    expect(new Set(asked.map((each) => each.replace(" late", ""))).size).toBe(asked.length);
  });
}

test("what is drawn before the app is not drawn anew", async ({ page }) => {
  await page.route("**/assets/*.js", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 50));
    await route.continue();
  });
  await page.goto("/help", { waitUntil: "commit" });
  const heading = page.getByRole("heading", { level: 1 });
  await heading.evaluate((element) => element.setAttribute("data-first", ""));
  await settled(page);
  await page.getByText("What if my wallet runs low?").click();
  await expect(heading).toHaveAttribute("data-first");
});

/** Opens a page whose scripts, or some of them, stay away until the function that is returned is called. */
async function gotoBeforeTheApp(page: Page, path: string, scripts = "**/assets/*.js"): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(scripts, async (route) => {
    await released;
    await route.continue();
  });
  await page.goto(path, { waitUntil: "commit" });
  return release;
}

test("what is chosen before the app is there counts when it is", async ({ page }) => {
  const appComes = await gotoBeforeTheApp(page, "/readers");
  await page.getByRole("checkbox", { name: "Online now" }).check();
  await page.getByLabel("Search").fill("reading");
  appComes();
  await expect(page).toHaveURL("/readers?online=true&q=reading");
  await expect(page.getByRole("checkbox", { name: "Online now" })).toBeChecked();
  await expect(page.getByLabel("Search")).toHaveValue("reading");
});

test("an order that is chosen before the app is there counts when it is", async ({ page }) => {
  const appComes = await gotoBeforeTheApp(page, "/readers");
  await page.getByLabel("Sort by").selectOption("price");
  appComes();
  await expect(page).toHaveURL("/readers?sort=price");
});

test("what an address with a query replaces cannot be pressed, and the page itself can", async ({ page }) => {
  const pageComes = await gotoBeforeTheApp(page, "/readers?online=true", "**/assets/BrowsePage-*.js");
  await page.waitForFunction(() => document.getElementById("root")?.inert);
  pageComes();
  await page.getByRole("radio", { name: "Text" }).check();
  await expect(page).toHaveURL("/readers?online=true&modality=text");
});

test("an address with a query shows its page without the place of it in between", async ({ page }) => {
  await page.addInitScript(() => {
    new MutationObserver(() => {
      if (document.querySelector("main") && !document.querySelector("h1")) document.documentElement.dataset.flashed = "";
    }).observe(document, { childList: true, subtree: true });
  });
  await page.goto("/readers?online=true");
  await settled(page);
  await expect(page.locator("html")).not.toHaveAttribute("data-flashed");
});

test.describe("signed in", () => {
  test.use({ person: "client" });

  test("nothing that is for visitors is shown before the account is known", async ({ page }) => {
    await page.route("**/assets/*.js", (route) => route.abort());
    await page.goto("/");
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.getByText("Sign in", { exact: true })).toBeHidden();
  });
});

test("the CDN's functions lead every address to its file, and the others to nowhere", () => {
  const edge = (name: string, event: object) =>
    runInNewContext(`${readFileSync(new URL(`../dist/.edge/${name}.js`, import.meta.url), "utf8")};handler(event)`, { event }) as {
      uri?: string;
      statusCode?: number;
    };
  const files: [string, string][] = [
    ["/", "/index.html"],
    ["/help/", "/help.html"],
    [READER, "/reader.html"],
    ["/wallet", "/app.html"],
    ["/sessions/ses_1/receipt", "/app.html"],
    ["/no-such-page", "/404.html"],
    ["/readers/a/b", "/404.html"],
    ["/assets/index-abc.js", "/assets/index-abc.js"],
  ];
  for (const [uri, file] of files) {
    expect(edge("viewer-request", { request: { uri } }).uri).toBe(file);
    const status = file === "/404.html" ? 404 : 200;
    for (const told of [uri, file]) {
      expect(edge("viewer-response", { request: { uri: told }, response: { statusCode: 200 } }).statusCode).toBe(status);
    }
  }
});
