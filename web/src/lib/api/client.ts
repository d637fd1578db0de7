import createClient, { type Middleware } from "openapi-fetch";

import { accessToken, forgetTokens } from "@/lib/auth/auth";

import { ApiError, NetworkError } from "./errors";
import { takeFirstAnswer } from "./first-answer";
import type { paths } from "./schema";
import type { Problem } from "./types";

/** Fetches with the caller's token; a token that the API refuses is renewed once and the request repeated. */
async function fetchAuthorised(request: Request): Promise<Response> {
  const repeat = request.clone();
  try {
    const token = await accessToken();
    if (token !== null) request.headers.set("Authorization", `Bearer ${token}`);
    const response = await (takeFirstAnswer(request) ?? fetch(request));
    if (response.status !== 401 || token === null) return response;
    const renewed = await accessToken(true);
    if (renewed === null) return response;
    repeat.headers.set("Authorization", `Bearer ${renewed}`);
    const second = await fetch(repeat);
    if (second.status === 401) forgetTokens();
    return second;
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new NetworkError("no answer", { cause: error });
  }
}

function isProblem(value: unknown): value is Problem {
  return typeof value === "object" && value !== null && "code" in value && typeof value.code === "string";
}

/** The problem in an unsuccessful response; a stand-in where something between us and the API answered instead of it. */
export async function problemOf(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => null);
  if (isProblem(body)) return body;
  return {
    type: "about:blank",
    title: response.statusText,
    status: response.status,
    code: response.status >= 500 ? "try_again" : "unexpected_answer",
    detail: `The service answered ${response.status}.`,
    request_id: response.headers.get("x-request-id") ?? "",
  };
}

const throwProblems: Middleware = {
  async onResponse({ response }) {
    if (!response.ok && response.status !== 304) throw new ApiError(await problemOf(response));
  },
};

/** The typed API. Every call throws ApiError or NetworkError; pass results through {@link data}. */
export const api = createClient<paths>({ baseUrl: import.meta.env.SSR ? "" : window.location.origin, fetch: fetchAuthorised });
api.use(throwProblems);

/** The body of a successful call: `const wallet = await data(api.GET("/v1/wallet"))`. */
export async function data<T>(call: Promise<{ data?: T }>): Promise<T> {
  const { data: body } = await call;
  if (body === undefined) throw new NetworkError("an empty answer");
  return body;
}

/** Fetches a file with the caller's token and hands it to the browser as a download. */
export async function download(path: string, fileName: string): Promise<void> {
  const response = await fetchAuthorised(new Request(new URL(path, window.location.origin)));
  if (!response.ok) throw new ApiError(await problemOf(response));
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = address;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(address);
}

/** A key for one intent of a person (one click on "Pay"): made once, sent again with each repetition of that intent. */
export function newIdempotencyKey(): string {
  return crypto.randomUUID();
}
