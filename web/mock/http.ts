import type { IncomingHttpHeaders } from "node:http";

export interface MockRequest {
  method: string;
  url: URL;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface MockAnswer {
  status: number;
  body: string;
  headers?: Record<string, string>;
}

export function json(status: number, body: unknown): MockAnswer {
  const type = status >= 400 ? "application/problem+json" : "application/json";
  return { status, body: JSON.stringify(body), headers: { "Content-Type": type } };
}

/** A page of a list, by the address's limit and cursor. */
export function page(items: unknown[], url: URL): MockAnswer {
  const from = Number(url.searchParams.get("cursor") ?? 0);
  const limit = Number(url.searchParams.get("limit") ?? 25);
  return json(200, { items: items.slice(from, from + limit), next_cursor: from + limit < items.length ? String(from + limit) : null });
}

/** A refusal, as the API words them (RFC 9457). */
export function problem(status: number, code: string, detail: string, field?: string): MockAnswer {
  const request_id = "req_0mock00000000000000000001";
  return json(status, { type: `https://soulseer.example/problems/${code}`, title: code, status, code, detail, request_id, field });
}
