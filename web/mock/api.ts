import type { components } from "../src/lib/api/schema.ts";
import { MockBookings } from "./bookings.ts";
import { browse } from "./browse.ts";
import { DASHBOARD_ROUTES, leftInWallet } from "./dashboards.ts";
import { ACCOUNTS, AUDIT, EARNINGS_ENTRIES, ENTRIES, LEDGER_REPORT, READERS } from "./data.ts";
import { json, page, problem, type MockAnswer, type MockRequest } from "./http.ts";
import { KEPT_ROUTES } from "./kept.ts";
import { NOTIFICATION_ROUTES } from "./notifications.ts";
import { PUBLIC_REVIEW_ROUTES, REVIEW_ROUTES } from "./reviews.ts";
import { WAITING_ROUTES } from "./waiting.ts";

type Schemas = components["schemas"];

const topUps = new Map<string, Schemas["TopUpView"]>();
const bookings = new MockBookings({
  now: () => Date.now(),
  balanceOf: (person) => balance(person),
  ownReaderId: READERS[0]?.reader_id ?? "",
});
bookings.add(Math.ceil(Date.now() / 900_000) * 900_000 + 28 * 3_600_000);
bookings.add(Math.floor(Date.now() / 900_000) * 900_000 - 96 * 3_600_000, {
  state: "completed",
  session_id: "ses_00000000000000000000000001",
  modality: "voice",
});
let nextId = 1;

type Handler = (request: MockRequest, ids: string[], person: string) => MockAnswer;

/** Who has moved money as a client. */
const hasWallet = (person: string) => person === "client" || person === "reader";
const balance = (person: string) => {
  if (person === "reader") return leftInWallet();
  return hasWallet(person) ? (ENTRIES[0]?.balance_after_cents ?? 0) : 0;
};
/** The entries of a kind and of days, both included, in UTC. */
const filtered = (entries: Schemas["EntryView"][], { searchParams }: URL) => {
  const [kind, from, to] = ["kind", "from", "to"].map((name) => searchParams.get(name));
  return entries.filter(({ kind: own, occurred_at }) => {
    const day = occurred_at.slice(0, 10);
    return (!kind || own === kind) && (!from || day >= from) && (!to || day <= to);
  });
};
const ownReader = () => READERS[0] as Schemas["ReaderProfile"];
const applicationOf = (body: string): object => ({
  ...ownReader(),
  ...(JSON.parse(body) as object),
  verified: false,
  application_status: "pending",
});
const change = (target: object, body: string): object => Object.assign(target, JSON.parse(body) as object);

const PUBLIC: [string, RegExp, Handler][] = [
  ["GET", /^\/v1\/readers$/, ({ url }) => json(200, browse(url.searchParams))],
  [
    "GET",
    /^\/v1\/readers\/(\w+)$/,
    (_, [id]) => {
      const reader = READERS.find((candidate) => candidate.reader_id === id);
      return reader ? json(200, reader) : problem(404, "not_found", "There is no such reader.");
    },
  ],
  ...PUBLIC_REVIEW_ROUTES,
];

const SIGNED_IN: [string, RegExp, Handler][] = [
  ["GET", /^\/v1\/me$/, (_, __, person) => json(200, ACCOUNTS[person])],
  ["PATCH", /^\/v1\/me$/, ({ body }, _, person) => json(200, change(ACCOUNTS[person] ?? {}, body))],
  ["GET", /^\/v1\/me\/live-session$/, () => json(200, { session: null })],
  [
    "GET",
    /^\/v1\/me\/reader$/,
    (_, __, person) => (person === "reader" ? json(200, ownReader()) : problem(404, "not_found", "You have not applied.")),
  ],
  ["PUT", /^\/v1\/me\/reader$/, ({ body }) => json(200, change(ownReader(), body))],
  ["PUT", /^\/v1\/me\/reader\/rates$/, ({ body }) => json(200, change(ownReader(), body))],
  [
    "PUT",
    /^\/v1\/me\/reader\/reachability$/,
    ({ body }) => {
      const { reachability } = JSON.parse(body) as Schemas["ReachabilityChange"];
      return json(200, Object.assign(ownReader(), { reachability, status: reachability, missed_rings: 0 }));
    },
  ],
  ["POST", /^\/v1\/me\/reader-application$/, ({ body }) => json(201, applicationOf(body))],
  ["GET", /^\/v1\/wallet\/entries$/, ({ url }, _, person) => page(hasWallet(person) ? filtered(ENTRIES, url) : [], url)],
  [
    "GET",
    /^\/v1\/(wallet|earnings)\/statement\.csv$/,
    () => ({ status: 200, body: "occurred_at,kind,amount_cents\n", headers: { "Content-Type": "text/csv" } }),
  ],
  [
    "POST",
    /^\/v1\/wallet\/top-ups$/,
    ({ url, body, headers }, _, person) => {
      if (!headers["idempotency-key"]) return problem(400, "idempotency_key_required", "Send an Idempotency-Key.");
      const wanted = JSON.parse(body) as Schemas["StartTopUp"];
      const top_up_id = `top_${nextId++}`;
      const checkout_url = `${url.origin}${wanted.return_path}?top_up=${top_up_id}&paid=1`;
      const topUp: Schemas["TopUpView"] = {
        top_up_id,
        status: "pending",
        amount_cents: wanted.amount_cents,
        currency: "USD",
        checkout_url,
        created_at: new Date().toISOString(),
        balance_cents: balance(person),
      };
      topUps.set(top_up_id, topUp);
      return json(201, topUp);
    },
  ],
  [
    "POST",
    /^\/v1\/wallet\/top-ups\/(\w+)\/refresh$/,
    (_, [id], person) => {
      const topUp = topUps.get(id ?? "");
      if (!topUp) return problem(404, "not_found", "There is no such top-up.");
      return json(200, Object.assign(topUp, { status: "paid", balance_cents: balance(person) + topUp.amount_cents }));
    },
  ],
  [
    "GET",
    /^\/v1\/earnings$/,
    () => json(200, { balance_cents: 31_240, pending_cents: 8_120, payable_cents: 23_120, currency: "USD", frozen: false }),
  ],
  ["GET", /^\/v1\/earnings\/entries$/, ({ url }, _, person) => page(person === "reader" ? filtered(EARNINGS_ENTRIES, url) : [], url)],
  [
    "POST",
    /^\/v1\/sessions$/,
    ({ body }, _, person) => {
      if (person === "newcomer") return problem(402, "insufficient_funds", "Your balance does not cover the first minute.");
      const wanted = JSON.parse(body) as Schemas["StartSession"];
      return json(201, { session_id: "ses_00000000000000000000000009", state: "waiting", ...wanted });
    },
  ],
  [
    "GET",
    /^\/v1\/admin\/readers$/,
    ({ url }) =>
      page(
        READERS.slice(5, 8).map((reader) => ({ ...reader, verified: url.searchParams.get("verified") === "true" })),
        url,
      ),
  ],
  ["POST", /^\/v1\/admin\/readers\/(\w+)\/verify$/, ({ body }) => json(200, { ...ownReader(), ...JSON.parse(body) })],
  ["PUT", /^\/v1\/admin\/users\/(\w+)\/(role|suspension)$/, ({ body }) => json(200, { ...ACCOUNTS.client, ...JSON.parse(body) })],
  ["GET", /^\/v1\/admin\/audit-log$/, ({ url }) => page(AUDIT, url)],
  ["GET", /^\/v1\/admin\/ledger-check$/, () => json(200, LEDGER_REPORT)],
  ...DASHBOARD_ROUTES,
  ...KEPT_ROUTES,
  ...NOTIFICATION_ROUTES,
  ...REVIEW_ROUTES,
  ...WAITING_ROUTES,
];

/** What the API would answer to one request, from the data of this process. */
export function answer(request: MockRequest): MockAnswer {
  const find = (table: [string, RegExp, Handler][]) =>
    table.find(([method, path]) => method === request.method && path.test(request.url.pathname));
  const person = /^Bearer mock\.(\w+)$/.exec(request.headers.authorization ?? "")?.[1] ?? "";
  const booking = bookings.answer(request, person);
  if (booking) return booking;
  const found = find(PUBLIC) ?? (person in ACCOUNTS ? find(SIGNED_IN) : undefined);
  if (found) return found[2](request, [...(found[1].exec(request.url.pathname) ?? [])].slice(1), person);
  return find(SIGNED_IN) ? problem(401, "unauthenticated", "Sign in first.") : problem(404, "not_found", "There is no such route.");
}
