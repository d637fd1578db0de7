import type { components } from "../../src/lib/api/schema.ts";

type Schemas = components["schemas"];
export type Session = Schemas["SessionView"];
export type Receipt = Schemas["ReceiptView"];
type Party = Schemas["Party"];

export const SESSION_ID = "ses_01k0000000000000000000test";

const CLIENT = { user_id: "usr_00000000000000000000000091", display_name: "Maya Lindqvist", photo_url: null };
const READER = {
  user_id: "usr_00000000000000000000000001",
  display_name: "Luna Vale",
  photo_url: "/media/portraits/Luna%20Vale.svg",
};

function ago(seconds: number): string {
  return new Date(Date.now() - seconds * 1000).toISOString();
}

/** One session on a pretended server, in whatever state a test puts it; both parties may look at it. */
export class FakeSession {
  facts: Partial<Session> = {};
  relayUrl: string | null = null;
  messages: Schemas["ChatMessageView"][] = [];
  note: Schemas["NoteView"] = { text: "", updated_at: null };
  receipt: Receipt | null = null;
  review: Schemas["OwnReview"] | null = null;
  canBeReviewed = true;
  topUp: Schemas["TopUpView"] | null = null;
  /** Nobody answers while this is set. */
  unreachable = false;
  readonly heartbeats: Record<Party, { leaving: boolean; at: number }[]> = { client: [], reader: [] };
  /** Called after each change a page asked for. */
  onAction: (action: string) => void = () => undefined;

  constructor(facts: Partial<Session> = {}) {
    this.facts = facts;
  }

  as(role: Party | "admin"): Session {
    const pays = role === "client";
    const party = role === "admin" ? null : role;
    const base: Session = {
      session_id: SESSION_ID,
      state: "active",
      party,
      modality: "video",
      rate_cents: 349,
      currency: "USD",
      client: CLIENT,
      reader: READER,
      created_at: ago(500),
      ring_expires_at: ago(-38),
      accepted_at: ago(480),
      started_at: ago(437),
      ended_at: null,
      end_reason: null,
      pause: null,
      connected_seconds: 437,
      running: true,
      charged_minutes: 8,
      charged_cents: 2792,
      paid_until_seconds: 480,
      reconnects: 0,
      reconnects_allowed: 10,
      balance_cents: 4231,
      minutes_left: 12,
      presence: { client: { present: true, seen_at: ago(3) }, reader: { present: true, seen_at: ago(3) } },
      booking: null,
      server_time: new Date().toISOString(),
      heartbeat_seconds: 15,
    };
    const session = { ...base, ...this.facts, party, server_time: base.server_time };
    return pays ? session : { ...session, balance_cents: null, minutes_left: null };
  }

  say(author: Party, text: string, secondsAgo = 0): void {
    const n = this.messages.length;
    this.messages.push({
      message_id: `msg_${String(n).padStart(26, "0")}`,
      client_message_id: `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`,
      author,
      text,
      sent_at: ago(secondsAgo),
    });
  }

  /** What the API answers to `role`; null if the request is about something else. */
  answer(
    role: Party | "admin",
    method: string,
    path: string,
    query: URLSearchParams,
    body: string,
  ): { status: number; body: unknown } | null {
    const sent = (body === "" ? {} : JSON.parse(body)) as Record<string, unknown>;
    const ok = (value: unknown, status = 200) => ({ status, body: value });
    if (path === "/v1/me/live-session") return ok({ session: this.#isOver() ? null : this.as(role) });
    if (path === "/v1/wallet/top-ups" && method === "POST") return ok(this.topUp, 201);
    if (path.startsWith("/v1/wallet/top-ups/")) return ok(this.topUp);
    if (method === "POST" && /^\/v1\/bookings\/\w+\/join$/.test(path)) {
      this.onAction("join");
      return ok({ session_id: SESSION_ID });
    }
    if (!path.startsWith(`/v1/sessions/${SESSION_ID}`)) return null;
    switch (`${method} ${path.slice(`/v1/sessions/${SESSION_ID}`.length)}`) {
      case "GET ":
        return ok(this.as(role));
      case "POST /heartbeat":
        if (role !== "admin") this.heartbeats[role].push({ leaving: sent.leaving === true, at: Date.now() });
        this.onAction("heartbeat");
        return ok(this.as(role));
      case "POST /accept":
      case "POST /decline":
      case "POST /cancel":
      case "POST /end":
        this.onAction(path.split("/").at(-1) ?? "");
        return ok(this.as(role));
      case "POST /media-token":
        return ok({
          provider: "browser",
          app_id: null,
          channel: SESSION_ID,
          uid: role === "client" ? 1 : 2,
          token: "test",
          expires_at: ago(-1200),
          refresh_after_seconds: 900,
        });
      case "GET /messages": {
        const from = Number(query.get("cursor") ?? 0);
        return ok({ items: this.messages.slice(from), next_cursor: String(this.messages.length), has_more: false });
      }
      case "POST /messages":
        return ok(this.#store(role === "reader" ? "reader" : "client", sent), 201);
      case "GET /note":
        return ok(this.note);
      case "PUT /note":
        this.note = { text: String(sent.text), updated_at: new Date().toISOString() };
        return ok(this.note);
      case "GET /review":
        return ok({ review: this.review, can_be_reviewed: this.canBeReviewed });
      case "PUT /review":
        this.review = this.#reviewed(sent as unknown as Schemas["WriteReview"]);
        this.onAction("review");
        return ok(this.review);
      case "GET /receipt":
        return this.receipt ? ok(this.#receiptAs(role)) : { status: 404, body: notFound() };
      default:
        return { status: 404, body: notFound() };
    }
  }

  #isOver(): boolean {
    const { state } = this.as("client");
    return state === "ended" || state === "finalized";
  }

  #store(author: Party, sent: Record<string, unknown>): Schemas["ChatMessageView"] {
    const known = this.messages.find((message) => message.client_message_id === sent.client_message_id);
    if (known) return known;
    this.say(author, String(sent.text));
    const message = this.messages.at(-1) as Schemas["ChatMessageView"];
    message.client_message_id = String(sent.client_message_id);
    return message;
  }

  #reviewed(verdict: Schemas["WriteReview"]): Schemas["OwnReview"] {
    const before = this.review;
    return {
      review_id: SESSION_ID.replace("ses_", "rev_"),
      reader_id: READER.user_id,
      author_name: "Maya L.",
      ...verdict,
      created_at: before?.created_at ?? ago(0),
      edited_at: before ? ago(0) : null,
      answer: null,
      changeable_until: before?.changeable_until ?? ago(-7 * 86_400),
      hidden: false,
    };
  }

  #receiptAs(role: Party | "admin"): Receipt | null {
    return role === "client" && this.receipt ? { ...this.receipt, split: null } : this.receipt;
  }
}

function notFound(): Schemas["Problem"] {
  return {
    type: "https://soulseer.example/problems/not_found",
    title: "Not found",
    status: 404,
    code: "not_found",
    detail: "There is no such thing.",
    request_id: "req_test",
  };
}

/** A session with a drop in the middle and one minute given back. */
export function aReceipt(): Receipt {
  const start = Date.parse("2026-03-14T18:20:04.000Z");
  const at = (seconds: number) => new Date(start + seconds * 1000).toISOString();
  const shown = (clientSince: number, clientLast: number, readerSince: number, readerLast: number) => ({
    client: { since: at(clientSince), last_sign_at: at(clientLast) },
    reader: { since: at(readerSince), last_sign_at: at(readerLast) },
  });
  const trf = (n: number) => `trf_01k00000000000000000000${String(n).padStart(3, "0")}`;
  return {
    session_id: SESSION_ID,
    state: "finalized",
    modality: "video",
    rate_cents: 349,
    currency: "USD",
    client: CLIENT,
    reader: READER,
    created_at: at(-24),
    started_at: at(0),
    ended_at: at(531),
    finalized_at: at(531),
    end_reason: "ended_by_client",
    connected_seconds: 418,
    reconnects: 1,
    intervals: [
      { started_at: at(0), ended_at: at(252), seconds: 252, closed_by: "client_left", proof: shown(0, 252, -4, 259) },
      { started_at: at(365), ended_at: at(531), seconds: 166, closed_by: "end", proof: shown(365, 531, -4, 531) },
    ],
    channel_notices: [
      { party: "reader", event: "join", occurred_at: at(1) },
      { party: "client", event: "join", occurred_at: at(2) },
      { party: "client", event: "leave", occurred_at: at(252) },
      { party: "client", event: "join", occurred_at: at(366) },
    ],
    minutes: Array.from({ length: 8 }, (_, index) => ({
      minute: index + 1,
      transfer_id: trf(index + 1),
      amount_cents: 349,
      charged_at: at(index * 60 + (index > 4 ? 113 : 0)),
      starts_at_seconds: index * 60,
      reversed_by: index === 7 ? trf(20) : null,
    })),
    refunds: [{ transfer_id: trf(20), amount_cents: 349, reason: "The session ended before this minute began", occurred_at: at(532) }],
    charged_cents: 2792,
    refunded_cents: 349,
    total_cents: 2443,
    split: { reader_cents: 1710, platform_cents: 733 },
    booking: null,
  };
}
