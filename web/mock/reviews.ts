import type { components } from "../src/lib/api/schema.ts";
import { id, minutesAgo, READERS, reviewsOf } from "./data.ts";
import { json, page, problem, type MockAnswer, type MockRequest } from "./http.ts";

type Schemas = components["schemas"];
type Handler = (request: MockRequest, ids: string[], person: string) => MockAnswer;

const WEEK_MS = 7 * 86_400_000;

const written = new Map<string, Schemas["OwnReview"]>();
const flagged = new Set<string>();

function sorted(readerId: string, url: URL): Schemas["Review"][] {
  const reviews = reviewsOf(readerId);
  const sort = url.searchParams.get("sort") ?? "newest";
  if (sort === "newest") return reviews;
  return reviews.sort((one, other) => (sort === "highest" ? other.rating - one.rating : one.rating - other.rating));
}

function own(sessionId: string, verdict: Schemas["WriteReview"]): Schemas["OwnReview"] {
  const now = new Date();
  const before = written.get(sessionId);
  return {
    review_id: sessionId.replace("ses_", "rev_"),
    reader_id: id("usr", 1),
    author_name: "Maya L.",
    ...verdict,
    created_at: before?.created_at ?? now.toISOString(),
    edited_at: before ? now.toISOString() : null,
    answer: null,
    changeable_until: before?.changeable_until ?? new Date(now.getTime() + WEEK_MS).toISOString(),
    hidden: false,
  };
}

function content(index: number, hidden: boolean, author_suspended = false): Schemas["FlaggedContent"] {
  const reader = READERS[0] as Schemas["ReaderProfile"];
  const review = reviewsOf(reader.reader_id)[index] as Schemas["Review"];
  return {
    author_id: id("usr", 93 + index),
    author_name: review.author_name,
    author_suspended,
    about_id: reader.reader_id,
    about_name: reader.display_name,
    rating: review.rating,
    text: review.text,
    reply: review.answer?.text ?? null,
    in_reply_to: null,
    written_at: review.created_at,
    path: `/readers/${reader.reader_id}#reviews`,
    hidden,
  };
}

/** The reader's answer to the first review. */
function answerContent(): Schemas["FlaggedContent"] {
  const { author_id, author_name, about_id, about_name, text, reply, ...rest } = content(0, false);
  return {
    ...rest,
    author_id: about_id,
    author_name: about_name,
    about_id: author_id,
    about_name: author_name,
    rating: null,
    text: reply ?? "",
    reply: null,
    in_reply_to: text,
  };
}

function flaggedCase(index: number, change: Partial<Schemas["FlaggedView"]>): Schemas["FlaggedView"] {
  return {
    target_type: "review",
    target_id: id("rev", index + 1),
    flags: 0,
    quoted: [{ reason: "untrue", details: null, at: minutesAgo(40) }],
    first_flagged_at: minutesAgo(300),
    content: null,
    waiting: false,
    decision: null,
    decision_reason: null,
    decided_at: null,
    ...change,
  };
}

const WAITING = [
  flaggedCase(0, {
    flags: 3,
    waiting: true,
    quoted: [
      { reason: "personal_data", details: "It names my sister and where she works.", at: minutesAgo(300) },
      { reason: "abuse", details: null, at: minutesAgo(90) },
      { reason: "untrue", details: null, at: minutesAgo(40) },
    ],
    content: content(0, true),
  }),
  flaggedCase(1, { flags: 1, waiting: true, content: content(1, false) }),
  flaggedCase(0, { target_type: "review_answer", flags: 2, waiting: true, content: answerContent() }),
];
const DECIDED = [
  flaggedCase(2, {
    decision: "suspend",
    decision_reason: "Threats in three reviews",
    decided_at: minutesAgo(20),
    content: content(2, true, true),
  }),
  flaggedCase(3, { decision: "dismiss", decision_reason: "An honest opinion", decided_at: minutesAgo(50), content: content(3, false) }),
];

export const PUBLIC_REVIEW_ROUTES: [string, RegExp, Handler][] = [
  ["GET", /^\/v1\/readers\/(\w+)\/reviews$/, ({ url }, [readerId]) => page(sorted(readerId ?? "", url), url)],
];

/** Reviews, answers, flags and decisions. Clients' reviews and flags stay until the process ends; the rest is as it was. */
export const REVIEW_ROUTES: [string, RegExp, Handler][] = [
  [
    "GET",
    /^\/v1\/sessions\/(\w+)\/review$/,
    (_, [sessionId]) => json(200, { review: written.get(sessionId ?? "") ?? null, can_be_reviewed: true }),
  ],
  [
    "PUT",
    /^\/v1\/sessions\/(\w+)\/review$/,
    ({ body }, [sessionId = ""]) => {
      written.set(sessionId, own(sessionId, JSON.parse(body) as Schemas["WriteReview"]));
      return json(200, written.get(sessionId));
    },
  ],
  ["GET", /^\/v1\/me\/reader\/reviews$/, ({ url }) => page(sorted(id("usr", 1), url), url)],
  [
    "PUT",
    /^\/v1\/me\/reader\/reviews\/(\w+)\/answer$/,
    ({ body }, [reviewId = ""]) => {
      const now = Date.now();
      const { text } = JSON.parse(body) as Schemas["AnswerReview"];
      const changeable_until = new Date(now + WEEK_MS).toISOString();
      const answer = { text, created_at: new Date(now).toISOString(), edited_at: null, changeable_until, hidden: false };
      const review = reviewsOf(id("usr", 1)).find((each) => each.review_id === reviewId);
      return review ? json(200, { ...review, answer }) : problem(404, "not_found", "There is no such review.");
    },
  ],
  [
    "POST",
    /^\/v1\/flags$/,
    ({ body }, _, person) => {
      const { target_type, target_id } = JSON.parse(body) as Schemas["FlagItem"];
      const key = `${person} ${target_type} ${target_id}`;
      if (flagged.has(key)) return problem(409, "already_flagged", "You have flagged this already.");
      flagged.add(key);
      return { status: 204, body: "" };
    },
  ],
  ["GET", /^\/v1\/admin\/flagged$/, ({ url }) => page(url.searchParams.get("decided") === "true" ? DECIDED : WAITING, url)],
  [
    "PUT",
    /^\/v1\/admin\/flagged\/(\w+)\/(\w+)\/decision$/,
    ({ body }, [targetType, targetId]) => {
      const { decision, reason } = JSON.parse(body) as Schemas["DecideFlags"];
      const found = [...WAITING, ...DECIDED].find((each) => each.target_type === targetType && each.target_id === targetId);
      if (!found?.content) return problem(404, "not_found", "There is no such flagged item.");
      return json(200, {
        ...found,
        decision,
        decision_reason: reason,
        waiting: false,
        content: { ...found.content, hidden: decision !== "dismiss" },
      });
    },
  ],
];
