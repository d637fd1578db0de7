import type { BrowserContext, Page } from "@playwright/test";

import type { FakeSession } from "./fake-session.ts";

const AUDIENCE = "https://api.soulseer.example";

/** Signs a context in as one of the mock's people and lets `session` answer for the API where it is about the session. */
export async function enter(context: BrowserContext, role: "client" | "reader" | "admin", session: FakeSession): Promise<Page> {
  await context.addInitScript(
    ([person, audience]) => {
      const entry = {
        body: { access_token: `mock.${person}`, audience, client_id: "soulseer-web", expires_in: 86400 },
        expiresAt: Math.floor(Date.now() / 1000) + 86400,
      };
      localStorage.setItem("soulseer.auth.test", JSON.stringify(entry));
    },
    [role, AUDIENCE] as const,
  );
  await context.route("**/config.json", async (route) => {
    // Answered here, not fetched: a page that goes away meanwhile would dispose of the fetched answer.
    const auth = { domain: new URL(route.request().url()).origin, client_id: "soulseer-web", audience: AUDIENCE };
    await route.fulfill({ json: { auth, relay_path: session.relayUrl, stage: "local" } });
  });
  await context.route("**/v1/**", async (route) => {
    const request = route.request();
    const url = new URL(request.url());
    if (session.unreachable) {
      await route.abort("connectionfailed");
      return;
    }
    const answer = session.answer(role, request.method(), url.pathname, url.searchParams, request.postData() ?? "");
    if (answer) await route.fulfill({ status: answer.status, json: answer.body });
    else await route.fallback();
  });
  return context.newPage();
}

/** Keeps a picture of the page where SOULSEER_PICTURES names a folder. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.SOULSEER_PICTURES;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
}
