import type { components } from "../src/lib/api/schema.ts";
import { READERS } from "./data.ts";
import { json, problem, type MockAnswer, type MockRequest } from "./http.ts";

type Schemas = components["schemas"];
type Summary = Omit<Schemas["EarningsSummaryView"], "clients">;
type Handler = (request: MockRequest, ids: string[], person: string) => MockAnswer;

const DAY_MS = 86_400_000;
const DOLLARS = [0, 42, 18, 0, 63, 27, 81, 35, 0, 54, 12, 47, 90, 0, 33, 71, 22, 58];

/** A day of made-up figures that is the same on every run; `sign` is -1 where a refund is taken back from the person. */
function figuresOf(day: string, number: number): Schemas["DayFigures"] {
  const session = (DOLLARS[number % DOLLARS.length] ?? 0) * 100 + (number % 4) * 25;
  const booking = number % 6 === 2 ? 5_250 : 0;
  const refund = number % 11 === 4 ? -875 : 0;
  const amounts: Schemas["KindAmount"][] = [];
  if (session) amounts.push({ kind: "session_charge", amount_cents: session });
  if (booking) amounts.push({ kind: "booking", amount_cents: booking });
  if (refund) amounts.push({ kind: "refund", amount_cents: refund });
  const minutes = Math.round(session / 210);
  return {
    day,
    total_cents: session + booking + refund,
    amounts,
    readings: Math.ceil(session / 3_000) + (booking ? 1 : 0),
    minutes: {
      text: number % 3 === 0 ? minutes : 0,
      voice: number % 3 === 1 ? minutes : 0,
      video: (number % 3 === 2 ? minutes : 0) + (booking ? 30 : 0),
    },
  };
}

function summaryOf(url: URL, empty: boolean): Summary {
  const count = Number(url.searchParams.get("days") ?? 30);
  const today = Date.parse("2026-03-14T00:00:00Z");
  const days = Array.from({ length: count }, (_, index) => {
    const at = today - (count - 1 - index) * DAY_MS;
    const day = new Date(at).toISOString().slice(0, 10);
    return empty
      ? { day, total_cents: 0, amounts: [], readings: 0, minutes: { text: 0, voice: 0, video: 0 } }
      : figuresOf(day, Math.round(at / DAY_MS));
  });
  const sum = (of: (day: Schemas["DayFigures"]) => number) => days.reduce((total, day) => total + of(day), 0);
  const kinds = ["session_charge", "booking", "refund"] as const;
  const readings = sum((day) => day.readings);
  const minutes = {
    text: sum((day) => day.minutes.text),
    voice: sum((day) => day.minutes.voice),
    video: sum((day) => day.minutes.video),
  };
  return {
    time_zone: url.searchParams.get("time_zone") ?? "UTC",
    first_day: days[0]?.day ?? "",
    last_day: days.at(-1)?.day ?? "",
    currency: "USD",
    total_cents: sum((day) => day.total_cents),
    amounts: kinds
      .map((kind) => ({ kind, amount_cents: sum((day) => day.amounts.find((each) => each.kind === kind)?.amount_cents ?? 0) }))
      .filter((each) => each.amount_cents !== 0),
    readings,
    minutes,
    average_seconds: readings === 0 ? null : Math.floor(((minutes.text + minutes.voice + minutes.video) * 60) / readings),
    days,
  };
}

const LEFT: Schemas["UnspentTopUp"][] = [
  {
    top_up_id: "top_00000000000000000000000007",
    amount_cents: 2_500,
    unspent_cents: 1_800,
    currency: "USD",
    created_at: "2025-11-02T10:00:00.000Z",
  },
];
/** What a reader who was a client before has left: the top-up's rest, and a goodwill of a dollar. */
export const leftInWallet = () => LEFT.reduce((sum, topUp) => sum + topUp.unspent_cents, 100);

export const DASHBOARD_ROUTES: [string, RegExp, Handler][] = [
  [
    "GET",
    /^\/v1\/earnings\/summary$/,
    ({ url }) =>
      json(200, {
        ...summaryOf(url, false),
        clients: {
          since: "2025-12-15",
          count: 23,
          returning_count: 9,
          top: [
            { name: "Maya L.", readings: 7, minutes: 141 },
            { name: "Jonas W.", readings: 5, minutes: 88 },
            { name: "Tess", readings: 2, minutes: 31 },
          ],
        },
      }),
  ],
  [
    "GET",
    /^\/v1\/wallet\/summary$/,
    ({ url }, _, person) =>
      json(200, {
        ...summaryOf(url, person === "newcomer"),
        readers: (person === "newcomer" ? [] : READERS.slice(0, 3)).map((reader, index) => ({
          reader_id: reader.reader_id,
          display_name: reader.display_name,
          photo_url: reader.photo_url,
          readings: 6 - index * 2,
          minutes: 96 - index * 31,
        })),
      }),
  ],
  ["GET", /^\/v1\/wallet\/unspent$/, () => json(200, { items: LEFT.filter((topUp) => topUp.unspent_cents > 0) })],
  [
    "POST",
    /^\/v1\/wallet\/top-ups\/(\w+)\/return$/,
    ({ body, headers }, [id]) => {
      if (!headers["idempotency-key"]) return problem(400, "idempotency_key_required", "Send an Idempotency-Key.");
      const topUp = LEFT.find((each) => each.top_up_id === id);
      if (!topUp) return problem(404, "not_found", "There is no such top-up.");
      const { amount_cents } = JSON.parse(body) as Schemas["ReturnMoney"];
      return json(201, { refund_id: "rfd_00000000000000000000000001", top_up: topUp, amount_cents, currency: "USD" });
    },
  ],
];
