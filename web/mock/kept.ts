import type { components } from "../src/lib/api/schema.ts";
import { ACCOUNTS, id, minutesAgo, READERS, SESSIONS } from "./data.ts";
import { json, page, problem, type MockAnswer, type MockRequest } from "./http.ts";

type Schemas = components["schemas"];
type Handler = (request: MockRequest, ids: string[], person: string) => MockAnswer;

const done: MockAnswer = { status: 204, body: "" };

/** A person's sessions: the reader's are those of the client, seen from the other side, and one from before. */
function sessionsOf(person: string): Schemas["SessionSummary"][] {
  if (person !== "client" && person !== "reader") return [];
  const client = ACCOUNTS.client;
  if (person !== "reader" || !client) return SESSIONS;
  const counterpart = { user_id: client.user_id, display_name: client.display_name, photo_url: client.avatar_url };
  const asReader = SESSIONS.map((session) => ({
    ...session,
    counterpart,
    party: "reader" as const,
    earned_cents: Math.floor(session.total_cents * 0.7),
    can_be_reviewed: false,
    review_rating: null,
  }));
  const asClient = SESSIONS.slice(0, 1).map((session) => ({ ...session, session_id: id("ses", 9), created_at: minutesAgo(300_000) }));
  return [...asReader, ...asClient];
}

function chosen(person: string, query: URLSearchParams): Schemas["SessionSummary"][] {
  const is = (name: string, value: string) => [null, value].includes(query.get(name));
  const [from, to] = [query.get("from"), query.get("to")].map((at) => (at === null ? null : Date.parse(at)));
  return sessionsOf(person).filter(
    (session) =>
      is("party", session.party) &&
      is("modality", session.modality) &&
      is("outcome", session.outcome) &&
      is("booked", String(session.booking_id !== null)) &&
      is("counterpart_id", session.counterpart.user_id) &&
      Date.parse(session.created_at) >= (from ?? 0) &&
      Date.parse(session.created_at) < (to ?? Number.POSITIVE_INFINITY),
  );
}

/** Who has marked whom, the newest first: the client two readers, one of whom has gone. */
const GONE = "usr_0000000000000000000000gone";
const marks = new Map<string, string[]>([["client", [READERS[2]?.reader_id ?? "", GONE, READERS[5]?.reader_id ?? ""]]]);
const marksOf = (person: string) => marks.get(person) ?? [];

function favourite(reader_id: string): Schemas["FavouriteView"] {
  const reader = READERS.find((each) => each.reader_id === reader_id) ?? null;
  const display_name = reader?.display_name ?? "Vesper Lane";
  return { reader_id, marked_at: minutesAgo(600), display_name, reader };
}

interface Kept {
  text: string;
  updated_at: string;
}

const notes = new Map<string, Kept>();
const keyOf = (person: string, about: string, subject: string | undefined) => `${person} ${about} ${subject ?? ""}`;
notes.set(keyOf("client", "person", READERS[0]?.reader_id), {
  text: "Warm, and tells me when the cards say nothing.\nAsk about March.",
  updated_at: minutesAgo(700),
});
notes.set(keyOf("client", "session", SESSIONS[1]?.session_id), { text: "The Star came up twice.", updated_at: minutesAgo(1900) });
notes.set(keyOf("reader", "person", ACCOUNTS.client?.user_id), {
  text: "Decides in March. Likes to see the spread.",
  updated_at: minutesAgo(900),
});

function read(person: string, about: string, subject: string | undefined): MockAnswer {
  return json(200, notes.get(keyOf(person, about, subject)) ?? { text: "", updated_at: null });
}

function keep(person: string, about: string, subject: string | undefined, body: string): MockAnswer {
  const { text } = JSON.parse(body) as Schemas["SaveNote"];
  const key = keyOf(person, about, subject);
  if (text.trim() === "") notes.delete(key);
  else notes.set(key, { text, updated_at: new Date().toISOString() });
  return read(person, about, subject);
}

function noteView(person: string, key: string, kept: Kept): Schemas["KeptNoteView"] {
  const [, about, subject_id = ""] = key.split(" ");
  const session = sessionsOf(person).find((each) => each.session_id === subject_id) ?? null;
  const other = [...READERS.map((each) => ({ ...each, user_id: each.reader_id })), ...Object.values(ACCOUNTS)].find(
    (each) => each.user_id === subject_id,
  );
  return {
    about: about === "session" ? "session" : "person",
    subject_id,
    person: session
      ? { ...session.counterpart, party: session.party === "client" ? "reader" : "client" }
      : {
          user_id: subject_id,
          party: READERS.some(({ reader_id }) => reader_id === subject_id) ? "reader" : "client",
          display_name: other?.display_name ?? null,
          photo_url: null,
        },
    session: session && { session_id: subject_id, modality: session.modality, created_at: session.created_at },
    ...kept,
  };
}

/** What a person keeps: sessions, favourites and notes, for one process. */
export const KEPT_ROUTES: [string, RegExp, Handler][] = [
  ["GET", /^\/v1\/sessions$/, ({ url }, _, person) => page(chosen(person, url.searchParams), url)],
  ["GET", /^\/v1\/me\/favourites$/, ({ url }, _, person) => page(marksOf(person).map(favourite), url)],
  ["GET", /^\/v1\/me\/favourites\/ids$/, (_, __, person) => json(200, { reader_ids: marksOf(person) })],
  [
    "PUT",
    /^\/v1\/readers\/(\w+)\/favourite$/,
    (_, [id = ""], person) => {
      if (!READERS.some((reader) => reader.reader_id === id)) return problem(404, "not_found", "There is no such reader.");
      marks.set(person, [id, ...marksOf(person).filter((each) => each !== id)]);
      return done;
    },
  ],
  [
    "DELETE",
    /^\/v1\/readers\/(\w+)\/favourite$/,
    (_, [id], person) => {
      marks.set(
        person,
        marksOf(person).filter((each) => each !== id),
      );
      return done;
    },
  ],
  [
    "GET",
    /^\/v1\/me\/notes$/,
    ({ url }, _, person) => {
      const about = url.searchParams.get("about") ?? "person";
      const found = [...notes].filter(([key]) => key.startsWith(keyOf(person, about, "")));
      found.sort(([, one], [, other]) => other.updated_at.localeCompare(one.updated_at));
      return page(
        found.map(([key, kept]) => noteView(person, key, kept)),
        url,
      );
    },
  ],
  ["GET", /^\/v1\/me\/notes\/people\/(\w+)$/, (_, [id], person) => read(person, "person", id)],
  ["PUT", /^\/v1\/me\/notes\/people\/(\w+)$/, ({ body }, [id], person) => keep(person, "person", id, body)],
  ["GET", /^\/v1\/sessions\/(\w+)\/note$/, (_, [id], person) => read(person, "session", id)],
  ["PUT", /^\/v1\/sessions\/(\w+)\/note$/, ({ body }, [id], person) => keep(person, "session", id, body)],
];
