import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { test as base, expect, type BrowserContextOptions, type Page, type Route } from "@playwright/test";

import type { components } from "../src/lib/api/schema";
import { expectAccessible } from "./sound";

/** What passes between a page and the API, or the address: the same at every width, so it is held at one. */
export const ANY_WIDTH = { tag: "@any-width" };

export type Person = "client" | "newcomer" | "reader" | "admin";
type Account = components["schemas"]["Account"];
type StorageState = Exclude<BrowserContextOptions["storageState"], string | undefined>;

interface WorkerFixtures {
  /** The storage of a browser in which a person has signed in, through the issuer's page, once for all tests of a run. */
  signedIn: (person: Person) => Promise<StorageState>;
}

interface TestFixtures {
  /** Nobody, unless a test says who: `test.use({ person: "client" })`. */
  person: Person | null;
  /** Errors that the page logged or threw; each test fails on any. */
  complaints: string[];
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  signedIn: [
    async ({ browser }, use, { project }) => {
      await use(async (person) => {
        // Playwright empties its folder when a run begins. Two workers at once both sign in, which does no harm.
        const kept = join(project.outputDir, `signed-in-${person}.json`);
        if (existsSync(kept)) return JSON.parse(readFileSync(kept, "utf8")) as StorageState;
        const context = await browser.newContext({ baseURL: project.use.baseURL });
        const page = await context.newPage();
        await page.goto("/");
        await page.getByRole("banner").getByRole("button", { name: "Sign in" }).click();
        await page.getByRole("link", { name: person, exact: true }).click();
        await page.getByRole("button", { name: /^Account menu/ }).waitFor();
        const state = await context.storageState();
        await context.close();
        mkdirSync(project.outputDir, { recursive: true });
        const written = `${kept}.${process.pid}`;
        writeFileSync(written, JSON.stringify(state));
        renameSync(written, kept);
        return state;
      });
    },
    { scope: "worker" },
  ],
  person: [null, { option: true }],
  storageState: async ({ person, signedIn }, provide) => {
    await provide(person === null ? undefined : await signedIn(person));
  },
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on("pageerror", (error) => complaints.push(error.message));
      page.on("console", (message) => {
        // The browser logs each answer of 4xx by itself; what a page makes of one is tested where it matters.
        if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) complaints.push(message.text());
      });
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

export { expectAccessibleInLight } from "./sound";
export { expect };

/** Everything that was loading is there. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.locator(".animate-pulse")).toHaveCount(0);
}

/** WCAG 2.2 AA by axe, a title, one h1, and no scrolling sideways. */
export async function expectSound(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  await expect(page).toHaveTitle(/SoulSeer$/);
  await expectAccessible(page);
}

/** Lets the mock answer, with a change. A page that goes away meanwhile disposes of the answer, and needs none. */
export async function amend<Body extends object>(route: Route, change: Partial<Body>): Promise<void> {
  try {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...((await answer.json()) as Body), ...change } });
  } catch (error) {
    if (!/disposed|closed/.test(String(error))) throw error;
  }
}

/** Answers calls to a path of the API with a problem. */
export async function refuse(page: Page, path: string | RegExp, status: number, code: string, detail = "Refused."): Promise<void> {
  await page.route(path, (route) =>
    route.fulfill({
      status,
      contentType: "application/problem+json",
      body: JSON.stringify({ type: "about:blank", title: code, status, code, detail, request_id: "req_test" }),
    }),
  );
}

/** The signed-in person's account, otherwise than the mock has it: another role by now, or suspended. */
export async function accountIs(page: Page, change: Partial<Account>): Promise<void> {
  await page.route("**/v1/me", (route) => amend<Account>(route, change));
}

/** The signed-in person may look at what is theirs and do nothing; returns what was asked of the API all the same. */
export async function suspended(page: Page): Promise<string[]> {
  const changes: string[] = [];
  page.on("request", (request) => {
    if (request.method() !== "GET" && request.url().includes("/v1/")) changes.push(`${request.method()} ${request.url()}`);
  });
  await accountIs(page, { suspended: true });
  return changes;
}
