import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useLocation } from "react-router";

import { Button, LinkButton } from "@/components/Button";
import { Icon } from "@/components/icons";
import { Countdown } from "@/features/session/ring/Countdown";
import { announce } from "@/lib/announce";
import { sentenceFor } from "@/lib/api/errors";
import { queryKeys } from "@/lib/api/query";
import type { Place } from "@/lib/api/types";
import { cx } from "@/lib/cx";
import { useBackgroundPoll } from "@/lib/live/useBackgroundPoll";
import { notify } from "@/lib/notices";

import { useLeaveLine, usePlace } from "./usePlace";
import { placeWords, waitWords } from "./words";

const SIGN_MS = 8_000;

/** On every page, while a client waits for a reader: where they stand, and when it is their turn, the way to begin. */
export function WaitingBar() {
  const queries = useQueryClient();
  const place = usePlace().data ?? null;
  useBackgroundPoll(place !== null, place ? place.sign_seconds * 1000 : SIGN_MS, () => {
    void queries.invalidateQueries({ queryKey: queryKeys.place });
  });
  useNewsOf(place);
  return place ? <Bar place={place} /> : null;
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

function Bar({ place }: { place: Place }) {
  const leave = useLeaveLine();
  const { pathname } = useLocation();
  const readerPath = `/readers/${place.reader_id}`;
  const isTurn = place.turn_expires_at !== null;
  const giveUp = () => leave.mutate(undefined, { onError: (error) => notify(sentenceFor(error), "danger") });
  return (
    <section aria-label="Waiting in line" className={cx("border-b", isTurn ? "border-pink bg-pink-tint" : "border-gold/40 bg-gold-tint")}>
      <div className="mx-auto flex max-w-6xl flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-2.5 sm:px-6">
        <p className={cx("flex min-w-0 items-start gap-2.5", isTurn ? "text-pink-text" : "text-gold-text")}>
          <Icon name={isTurn ? "bell" : "clock"} className="mt-0.5 size-5 shrink-0" />
          {place.turn_expires_at ? (
            <span className="font-semibold">
              It is your turn with {place.reader_name}: begin within{" "}
              <Countdown until={place.turn_expires_at} serverTime={place.server_time} />
            </span>
          ) : (
            <span>
              <span className="font-semibold">
                {placeWords(place)} for {place.reader_name}
              </span>{" "}
              <span className="text-text">{standing(place)}</span>
            </span>
          )}
        </p>
        <div className="flex gap-2">
          {pathname === readerPath ? null : (
            <LinkButton size="small" variant={isTurn ? "primary" : "secondary"} to={readerPath}>
              {isTurn ? "Start" : "See the reader"}
            </LinkButton>
          )}
          <Button size="small" variant="quiet" busy={leave.isPending} onClick={giveUp}>
            {isTurn ? "Give up my turn" : "Leave the line"}
          </Button>
        </div>
      </div>
    </section>
  );
}

function standing(place: Place): string {
  if (place.status !== "in_session" && place.status !== "online") return "· not taking calls now; your place is kept for a while";
  const wait = waitWords(place);
  return wait ? `· ${wait}` : "· no past sessions to estimate from";
}
