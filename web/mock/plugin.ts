import type { IncomingMessage, ServerResponse } from "node:http";

import type { Connect, Plugin } from "vite";

import { answer } from "./api.ts";
import { json, type MockAnswer, type MockRequest } from "./http.ts";
import { authorize, logout, token } from "./issuer.ts";
import { fileOf } from "./pages.ts";
import { portrait } from "./portraits.ts";

/**
 * Stands in for the API and the identity issuer under `vite dev` and `vite preview` while SOULSEER_MOCK=1, so that pages
 * can be built and checked one by one. It is a Vite plugin: nothing of it is part of a build.
 */
export function mockApi(): Plugin {
  return {
    name: "soulseer-mock-api",
    configureServer: (server) => void server.middlewares.use(handle),
    configurePreviewServer: (server) => void server.middlewares.use(handle).use(servePages(server.config.build.outDir)),
  };
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

function route(request: MockRequest): MockAnswer | null {
  const { pathname } = request.url;
  if (pathname === "/config.json") {
    const auth = { domain: request.url.origin, client_id: "soulseer-web", audience: "https://api.soulseer.example" };
    return json(200, { auth, relay_path: null, stage: "local" });
  }
  if (pathname === "/authorize") return authorize(request);
  if (pathname === "/oauth/token") return token(request);
  if (pathname === "/v2/logout") return logout(request);
  if (pathname.startsWith("/media/portraits/")) return portrait(pathname);
  if (pathname.startsWith("/v1/")) return answer(request);
  return null;
}

async function respond(request: IncomingMessage, response: ServerResponse, next: Connect.NextFunction): Promise<void> {
  const url = new URL(request.url ?? "/", `http://${request.headers.host ?? "localhost"}`);
  const result = route({ method: request.method ?? "GET", url, headers: request.headers, body: await read(request) });
  if (result === null) {
    next();
    return;
  }
  response.writeHead(result.status, { "Cache-Control": "no-store", ...result.headers });
  response.end(result.body);
}

/** Answers a page's address with its file of the build, as a front does. */
function servePages(dist: string): Connect.NextHandleFunction {
  return (request, response, next) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const page = fileOf(dist, pathname);
    if (page === null) {
      next();
      return;
    }
    response.writeHead(page.status, { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-cache" });
    response.end(page.html);
  };
}

const OURS = /^\/(v1\/|config\.json|authorize|oauth\/|v2\/|media\/)/;

function handle(request: IncomingMessage, response: ServerResponse, next: Connect.NextFunction): void {
  if (!OURS.test(request.url ?? "")) next();
  else respond(request, response, next).catch(next);
}
