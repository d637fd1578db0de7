import type { components } from "../src/lib/api/schema.ts";
import { READERS } from "./data.ts";
import { json, type MockAnswer, type MockRequest } from "./http.ts";

type Schemas = components["schemas"];
type Handler = (request: MockRequest, ids: string[], person: string) => MockAnswer;

const places = new Map<string, Schemas["PlaceView"]>();
const asked = new Map<string, string>();

const wish = (person: string, id: string | undefined): MockAnswer => json(200, { asked_until: asked.get(`${person} ${id ?? ""}`) ?? null });

/** Waiting in line and asking to be told, for one process: everybody is second in line and waits for ever. */
export const WAITING_ROUTES: [string, RegExp, Handler][] = [
  ["GET", /^\/v1\/me\/waiting-line$/, (_, __, person) => json(200, { place: places.get(person) ?? null })],
  [
    "POST",
    /^\/v1\/readers\/(\w+)\/waiting-line$/,
    (_, [id], person) => {
      const reader = READERS.find((each) => each.reader_id === id);
      const now = Date.now();
      const place: Schemas["PlaceView"] = {
        reader_id: id ?? "",
        reader_name: reader?.display_name ?? "",
        reader_photo_url: null,
        status: "in_session",
        position: 2,
        waiting_count: 2,
        estimated_wait_seconds: 1100,
        turn_expires_at: null,
        joined_at: new Date(now).toISOString(),
        expires_at: new Date(now + 3_600_000).toISOString(),
        server_time: new Date(now).toISOString(),
        sign_seconds: 8,
      };
      places.set(person, place);
      return json(200, place);
    },
  ],
  [
    "DELETE",
    /^\/v1\/me\/waiting-line$/,
    (_, __, person) => {
      places.delete(person);
      return { status: 204, body: "" };
    },
  ],
  ["GET", /^\/v1\/readers\/(\w+)\/online-notice$/, (_, [id], person) => wish(person, id)],
  [
    "PUT",
    /^\/v1\/readers\/(\w+)\/online-notice$/,
    (_, [id], person) => {
      asked.set(`${person} ${id ?? ""}`, new Date(Date.now() + 7 * 86_400_000).toISOString());
      return wish(person, id);
    },
  ],
  [
    "DELETE",
    /^\/v1\/readers\/(\w+)\/online-notice$/,
    (_, [id], person) => {
      asked.delete(`${person} ${id ?? ""}`);
      return { status: 204, body: "" };
    },
  ],
];
