/** The reading that somebody is about to book: in the address, so that a sign-in comes back to it, and kept over a checkout. */
import * as limits from "@/lib/api/limits";
import type { Duration, Modality } from "@/lib/api/types";
import { MODALITIES } from "@/lib/words";

export interface Intent {
  starts_at: string;
  minutes: Duration;
  way: Modality;
}

const DURATIONS: readonly Duration[] = limits.WantedReading_duration_minutes_enum;
const KEPT = "soulseer.booking-intent";

/** What the address asks for; null where it asks for nothing that can be. */
export function intentFrom(query: URLSearchParams): Intent | null {
  const at = Date.parse(query.get("book") ?? "");
  const minutes = DURATIONS.find((each) => String(each) === query.get("minutes"));
  const way = MODALITIES.find((each) => each === query.get("way"));
  return Number.isNaN(at) || !minutes || !way ? null : { starts_at: new Date(at).toISOString(), minutes, way };
}

/** The same address with another intent, or none. */
export function searchWithIntent(query: URLSearchParams, intent: Intent | null): URLSearchParams {
  const next = new URLSearchParams(query);
  for (const name of ["book", "minutes", "way"]) next.delete(name);
  if (intent) {
    next.set("book", intent.starts_at);
    next.set("minutes", String(intent.minutes));
    next.set("way", intent.way);
  }
  return next;
}

/** Keeps an intent for the way back from the checkout, whose address has no room for it. */
export function storeIntent(readerId: string, intent: Intent): void {
  sessionStorage.setItem(KEPT, `${readerId}?${searchWithIntent(new URLSearchParams(), intent).toString()}`);
}

/** The intent that was kept for this reader, once. */
export function takeStoredIntent(readerId: string): Intent | null {
  const [keptFor, query] = (sessionStorage.getItem(KEPT) ?? "").split("?");
  if (keptFor !== readerId) return null;
  sessionStorage.removeItem(KEPT);
  return intentFrom(new URLSearchParams(query));
}
