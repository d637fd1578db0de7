import type { components } from "../src/lib/api/schema.ts";
import { json, type MockAnswer, type MockRequest } from "./http.ts";

type Schemas = components["schemas"];

const HOUR_MS = 3_600_000;

function told(
  number: number,
  kind: Schemas["NotificationKind"],
  title: string,
  text: string,
  path: string,
  action: string,
): Schemas["NotificationView"] {
  return {
    notification_id: `ntf_${String(number).padStart(26, "0")}`,
    kind,
    title,
    text,
    path,
    action,
    read: number > 3,
    created_at: new Date(Date.UTC(2026, 10, 24, 18) - number * 7 * HOUR_MS).toISOString(),
  };
}

const LUNA = "/readers/usr_00000000000000000000000001";

function fresh(): Schemas["NotificationView"][] {
  const first = [
    told(
      1,
      "reader_online",
      "Luna Vega is online now",
      "You asked to be told when Luna Vega comes online. Others may be quicker: a session goes to whoever asks first.",
      LUNA,
      "See Luna Vega",
    ),
    told(
      2,
      "low_balance",
      "Your balance lasts for 4 more minutes",
      "You have $11.96 left in your session with Kai Nakamura. When it is used up the session pauses, and ends after five minutes unless you top up.",
      "/sessions/ses_00000000000000000000000002",
      "Go to the session",
    ),
    told(
      3,
      "booking_cancelled",
      "The reading with Seraphina Nightingale-Montgomery is cancelled",
      "You cancelled the reading of Thursday, 26 November at 19:30 (America/New_York). $75.00 is back in your wallet.",
      "/sessions",
      "See the booking",
    ),
  ];
  const receipts = Array.from({ length: 30 }, (_, index) =>
    told(
      index + 4,
      "top_up_receipt",
      "Receipt: $25.00 added to your wallet",
      "Paid on Tuesday, 24 November at 09:12 (America/New_York), reference top_0n7c3w5m1e9r4t6y8u2p0a3s5d. Your balance after it was $69.19.",
      "/wallet",
      "See your wallet",
    ),
  );
  return [...first, ...receipts];
}

const boxes = new Map<string, Schemas["NotificationView"][]>();

function boxOf(person: string): Schemas["NotificationView"][] {
  const box = boxes.get(person) ?? (person === "client" ? fresh() : []);
  boxes.set(person, box);
  return box;
}

const LABELS: [Schemas["NotificationKind"], Schemas["NotificationTopic"], string, boolean][] = [
  ["booking_made", "bookings", "A reading is booked", true],
  ["booking_reminder", "bookings", "A booked reading begins soon", true],
  ["booking_cancelled", "bookings", "A booked reading is cancelled", true],
  ["session_missed", "sessions", "A session or call was missed", true],
  ["your_turn", "sessions", "It is your turn in a waiting line", false],
  ["reader_online", "sessions", "A reader you asked about is online", true],
  ["low_balance", "money", "Your balance runs low in a session", true],
  ["top_up_receipt", "money", "Receipts for top-ups", true],
  ["review_received", "people", "A new review", false],
  ["moderation", "account", "Decisions on what you have written", true],
  ["account_standing", "account", "Suspension of your account", true],
];

const choices: Schemas["NotificationChoice"][] = LABELS.map(([kind, topic, label, mailed]) => ({
  kind,
  topic,
  label,
  in_app: true,
  by_mail: mailed ? true : null,
}));

const chosen = (person: string) => json(200, { choices, email: person === "newcomer" ? null : `${person}@example.com` });

type Handler = (request: MockRequest, ids: string[], person: string) => MockAnswer;

/** The API of notifications, for one process: what is marked as read stays so until it ends. */
export const NOTIFICATION_ROUTES: [string, RegExp, Handler][] = [
  [
    "GET",
    /^\/v1\/me\/notifications$/,
    ({ url }, _, person) => {
      const from = Number(url.searchParams.get("cursor") ?? 0);
      const to = from + Number(url.searchParams.get("limit") ?? 25);
      const box = boxOf(person);
      return json(200, { items: box.slice(from, to), next_cursor: to < box.length ? String(to) : null });
    },
  ],
  [
    "GET",
    /^\/v1\/me\/notifications\/unread$/,
    (_, __, person) => json(200, { count: boxOf(person).filter((each) => !each.read).length, more: false }),
  ],
  [
    "POST",
    /^\/v1\/me\/notifications\/(ntf_\w+)\/read$/,
    (_, [id], person) => {
      for (const each of boxOf(person)) if (each.notification_id === id) each.read = true;
      return { status: 204, body: "" };
    },
  ],
  [
    "POST",
    /^\/v1\/me\/notifications\/read-all$/,
    (_, __, person) => {
      for (const each of boxOf(person)) each.read = true;
      return { status: 204, body: "" };
    },
  ],
  ["GET", /^\/v1\/me\/notification-choices$/, (_, __, person) => chosen(person)],
  [
    "PATCH",
    /^\/v1\/me\/notification-choices$/,
    ({ body }, _, person) => {
      const { kind, ...wanted } = JSON.parse(body) as Schemas["ChangeNotificationChoice"];
      Object.assign(choices.find((each) => each.kind === kind) ?? {}, wanted);
      return chosen(person);
    },
  ],
];
