import { useLocation } from "react-router";

import { Button, LinkButton } from "@/components/Button";
import { Icon } from "@/components/icons";
import { Countdown } from "@/features/session/ring/Countdown";
import { sentenceFor } from "@/lib/api/errors";
import type { Place } from "@/lib/api/types";
import { cx } from "@/lib/cx";
import { notify } from "@/lib/notices";

import { useLeaveLine } from "./usePlace";
import { placeWords, waitWords } from "./words";

/** Where a client stands in a line, or how long their turn lasts, and what can be done about it. */
export default function PlaceBar({ place }: { place: Place }) {
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
