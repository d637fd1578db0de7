import type { Page } from "@playwright/test";

import type { MockAnswer, MockRequest } from "../../mock/http.ts";

interface Pretended {
  answer: (request: MockRequest, person: string) => MockAnswer | null;
}

/** Lets a pretended API of this test's own answer what it knows, for whoever is signed in; the rest goes on as ever. */
export async function serve(page: Page, pretended: Pretended): Promise<void> {
  await page.route("**/v1/**", async (route) => {
    const request = route.request();
    const person = /^Bearer mock\.(\w+)$/.exec(request.headers().authorization ?? "")?.[1] ?? "";
    const answer = pretended.answer(
      { method: request.method(), url: new URL(request.url()), headers: request.headers(), body: request.postData() ?? "" },
      person,
    );
    if (answer) await route.fulfill(answer);
    else await route.fallback();
  });
}
