import type { Auth0Client } from "@auth0/auth0-spa-js";

import { CodeError } from "@/lib/api/errors";
import { loadConfig } from "@/lib/config";

import { TokenCache } from "./token-cache";

/** Path of the page that the issuer sends people back to. */
export const CALLBACK_PATH = "/callback";

export type AuthStatus = "signed_in" | "signed_out";

// While pages are rendered at build time nobody is signed in.
const cache = new TokenCache(import.meta.env.SSR ? ({} as Storage) : window.localStorage);
const listeners = new Set<() => void>();
let status: AuthStatus = cache.isEmpty() ? "signed_out" : "signed_in";
let client: Promise<Auth0Client> | undefined;
let renewing: Promise<string | null> | undefined;

function setStatus(next: AuthStatus): void {
  if (next === status) return;
  status = next;
  document.documentElement.toggleAttribute("data-signed-in", status === "signed_in");
  for (const listener of listeners) listener();
}

/** For useSyncExternalStore. */
export function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function currentStatus(): AuthStatus {
  return status;
}

if (!import.meta.env.SSR) {
  window.addEventListener("storage", (event) => {
    if (TokenCache.concerns(event)) setStatus(cache.isEmpty() ? "signed_out" : "signed_in");
  });
}

async function loadLibrary() {
  try {
    return await import("@auth0/auth0-spa-js");
  } catch (error) {
    throw new CodeError("the library for signing in did not load", { cause: error });
  }
}

function loadClient(): Promise<Auth0Client> {
  client ??= Promise.all([loadLibrary(), loadConfig()])
    .then(
      ([library, { auth }]) =>
        new library.Auth0Client({
          domain: auth.domain,
          clientId: auth.client_id,
          cache,
          useRefreshTokens: true,
          useRefreshTokensFallback: true,
          authorizationParams: {
            audience: auth.audience,
            redirect_uri: window.location.origin + CALLBACK_PATH,
            scope: "openid profile email",
          },
        }),
    )
    .catch((error: unknown) => {
      client = undefined;
      throw error;
    });
  return client;
}

/** Leaves for the issuer's sign-in page; afterwards the person is back at `returnTo` (a path of this app). */
export async function signIn(returnTo: string): Promise<void> {
  const auth0 = await loadClient();
  await auth0.loginWithRedirect({ appState: { returnTo } });
}

/** Finishes a sign-in on the callback page. Gives the path to go on to. */
export async function completeSignIn(): Promise<string> {
  const auth0 = await loadClient();
  const { appState } = await auth0.handleRedirectCallback<{ returnTo?: string }>();
  setStatus("signed_in");
  const returnTo = appState?.returnTo ?? "/";
  return returnTo.startsWith("/") && !returnTo.startsWith("//") ? returnTo : "/";
}

/** Forgets the tokens here and at the issuer, then comes back to the home page. */
export async function signOut(): Promise<void> {
  const auth0 = await loadClient();
  await auth0.logout({ logoutParams: { returnTo: window.location.origin } });
  cache.clear();
  setStatus("signed_out");
}

/** The session at the issuer is over: forget what is left of it and show the app as signed out, on the same page. */
export function forgetTokens(): void {
  cache.clear();
  setStatus("signed_out");
}

async function renew(): Promise<string | null> {
  try {
    const auth0 = await loadClient();
    return (await auth0.getTokenSilently({ cacheMode: "off" })) ?? null;
  } catch (error) {
    // Auth0's errors carry an OAuth code; anything without one is the network, which may come back.
    if (typeof error === "object" && error !== null && "error" in error && error.error !== "timeout") {
      forgetTokens();
      return null;
    }
    throw error;
  }
}

/**
 * A token that the API takes, renewed when needed; null when nobody is signed in.
 *
 * `fresh` asks for a new one even if the one at hand looks good (the API has just refused it).
 */
export async function accessToken(fresh = false): Promise<string | null> {
  if (status === "signed_out") return null;
  if (!fresh) {
    const { auth } = await loadConfig();
    const held = cache.currentAccessToken(auth.audience, Date.now() / 1000);
    if (held !== null) return held;
  }
  renewing ??= renew().finally(() => {
    renewing = undefined;
  });
  return renewing;
}
