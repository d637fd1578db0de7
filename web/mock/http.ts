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
