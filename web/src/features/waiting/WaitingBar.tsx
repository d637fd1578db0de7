import { useQueryClient } from "@tanstack/react-query";
import { lazy, useEffect, useRef } from "react";
import { useLocation } from "react-router";

import { LazyPart } from "@/components/LazyPart";
import { announce } from "@/lib/announce";
import { queryKeys } from "@/lib/api/query";
import type { Place } from "@/lib/api/types";
import { useBackgroundPoll } from "@/lib/live/useBackgroundPoll";
import { notify } from "@/lib/notices";

import { usePlace } from "./usePlace";

const PlaceBar = lazy(() => import("./PlaceBar"));

const SIGN_MS = 8_000;

/** On every page, while a client waits for a reader: where they stand, and when it is their turn, the way to begin. */
export function WaitingBar() {
  const queries = useQueryClient();
  const place = usePlace().data ?? null;
  useBackgroundPoll(place !== null, place ? place.sign_seconds * 1000 : SIGN_MS, () => {
    void queries.invalidateQueries({ queryKey: queryKeys.place });
  });
  useNewsOf(place);
  return place ? (
    <LazyPart>
      <PlaceBar place={place} />
    </LazyPart>
  ) : null;
}

/** Says a turn that has come, urgently because it lasts a minute, and one that has passed. */
function useNewsOf(place: Place | null): void {
  const queries = useQueryClient();
  const { pathname } = useLocation();
  const known = useRef<Place | null>(null);

  useEffect(() => {
    const before = known.current;
    known.current = place;
    if (place?.turn_expires_at && !before?.turn_expires_at) {
      announce(`It is your turn with ${place.reader_name}. You have a minute to begin.`, true);
      void queries.invalidateQueries({ queryKey: queryKeys.reader(place.reader_id) });
    }
    if (before && !place) {
      void queries.invalidateQueries({ queryKey: queryKeys.reader(before.reader_id) });
      if (before.turn_expires_at && !pathname.startsWith("/sessions/") && Date.parse(before.turn_expires_at) < Date.now()) {
        notify(`Your turn with ${before.reader_name} has passed.`);
      }
    }
  }, [place, pathname, queries]);
}
