import { json, type MockAnswer, type MockRequest } from "./http.ts";

/** Code → the sign-in that it stands for. */
const codes = new Map<string, { person: string; nonce: string }>();
let nextCode = 1;

const PEOPLE = ["client", "reader", "admin", "newcomer"];

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Asks who signs in; `person=` in the address answers at once. */
export function authorize({ url }: MockRequest): MockAnswer {
  const person = url.searchParams.get("person");
  if (person === null) {
    const links = PEOPLE.map((name) => {
      const link = new URL(url);
      link.searchParams.set("person", name);
      return `<li><a href="${link.pathname}${link.search.replaceAll("&", "&amp;")}">${name}</a></li>`;
    });
    const page = `<!doctype html><html lang="en"><title>Mock sign-in</title><h1>Who signs in?</h1><ul>${links.join("")}</ul></html>`;
    return { status: 200, body: page, headers: { "Content-Type": "text/html" } };
  }
  const code = `code-${nextCode++}`;
  codes.set(code, { person, nonce: url.searchParams.get("nonce") ?? "" });
  const back = new URL(url.searchParams.get("redirect_uri") ?? "/callback", url);
  back.searchParams.set("code", code);
  back.searchParams.set("state", url.searchParams.get("state") ?? "");
  return { status: 302, body: "", headers: { Location: back.href } };
}

export function token({ url, body }: MockRequest): MockAnswer {
  const form = new URLSearchParams(body);
  const renewed = form.get("refresh_token");
  const grant = renewed === null ? codes.get(form.get("code") ?? "") : { person: renewed.replace("refresh.", ""), nonce: "" };
  if (!grant) return json(403, { error: "invalid_grant", error_description: "Unknown code" });
  codes.delete(form.get("code") ?? "");
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: `${url.origin}/`, aud: "soulseer-web", sub: `mock|${grant.person}`, iat: now, exp: now + 3600, nonce: grant.nonce };
  return json(200, {
    access_token: `mock.${grant.person}`,
    refresh_token: `refresh.${grant.person}`,
    id_token: `${encode({ alg: "RS256", typ: "JWT", kid: "mock" })}.${encode(claims)}.c2lnbmF0dXJl`,
    token_type: "Bearer",
    scope: "openid profile email offline_access",
    expires_in: 3600,
  });
}

export function logout({ url }: MockRequest): MockAnswer {
  return { status: 302, body: "", headers: { Location: url.searchParams.get("returnTo") ?? "/" } };
}
