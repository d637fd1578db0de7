import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useDeferredValue, useEffect, useState } from "react";
import { useLocation, useSearchParams } from "react-router";

import { Banner } from "@/components/Banner";
import { Card, Section } from "@/components/Card";
import { Choice } from "@/components/Field";
import { Money } from "@/components/Money";
import { Skeleton } from "@/components/Skeleton";
import { ErrorState } from "@/components/States";
import { ZoneSelect } from "@/components/ZoneSelect";
import { useTopUpOutcome } from "@/features/wallet/useTopUp";
import { useAccount, useIsSuspended } from "@/lib/account";
import { api, data } from "@/lib/api/client";
import { sentenceFor } from "@/lib/api/errors";
import { queryKeys } from "@/lib/api/query";
import type { BookingOffer, Duration, Modality, ReaderDetail, ReaderHours, Slot } from "@/lib/api/types";
import { signIn } from "@/lib/auth/auth";
import { useAuthStatus } from "@/lib/auth/useAuth";
import { notify } from "@/lib/notices";
import { viewerTimeZone } from "@/lib/time";
import { MODALITIES, MODALITY_WORDS } from "@/lib/words";
import { formatMoment, zoneCity } from "@/lib/zones";

import { BookDialog } from "./BookDialog";
import { durationsOf } from "./slots";
import { SlotPicker } from "./SlotPicker";
import { UsualHours } from "./UsualHours";
import { intentFrom, searchWithIntent, takeStoredIntent, type Intent } from "./intent";

/** When a reader can be booked, on the viewer's clock, and booking it. `?book=…` in the address opens the question. */
export default function BookingSection({ reader }: { reader: ReaderDetail }) {
  const hours = useQuery({
    queryKey: queryKeys.readerHours(reader.reader_id),
    queryFn: ({ signal }) =>
      data(api.GET("/v1/readers/{reader_id}/availability", { params: { path: { reader_id: reader.reader_id } }, signal })),
    staleTime: 60_000,
  });
  const drawn = useDeferredValue(hours.data);
  useScrollToFragment();
  return (
    <Section title="Book a reading" className="mt-12" id="book">
      {drawn ? (
        <Booking reader={reader} hours={drawn} />
      ) : hours.isError ? (
        <ErrorState
          title="The open times did not load"
          error={hours.error}
          onRetry={() => void hours.refetch()}
          retrying={hours.isFetching}
        />
      ) : (
        <Skeleton className="h-72 w-full" />
      )}
    </Section>
  );
}

/** The link of "Book again" leads here, and this part of the page arrives after the rest. */
function useScrollToFragment(): void {
  const { hash } = useLocation();
  useEffect(() => {
    if (hash === "#book") document.getElementById("book")?.scrollIntoView();
  }, [hash]);
}

function Booking({ reader, hours }: { reader: ReaderDetail; hours: ReaderHours }) {
  const firstName = reader.display_name.split(" ")[0] ?? reader.display_name;
  if (!hours.bookable || hours.time_zone === null) {
    return (
      <p className="text-muted">
        {firstName} takes no bookings at the moment. When {firstName} is online you can start a session at once.
      </p>
    );
  }
  return <Bookable reader={reader} hours={hours} readerZone={hours.time_zone} firstName={firstName} />;
}

interface BookableProps {
  reader: ReaderDetail;
  hours: ReaderHours;
  readerZone: string;
  firstName: string;
}

function Bookable({ reader, hours, readerZone, firstName }: BookableProps) {
  const queries = useQueryClient();
  const [query, setQuery] = useSearchParams();
  const signedIn = useAuthStatus() === "signed_in";
  const account = useAccount();
  const intent = intentFrom(query);
  const [zone, setZone] = useState(viewerTimeZone);
  const [duration, setDuration] = useState<Duration | null>(intent?.minutes ?? null);
  const [modality, setModality] = useState<Modality | null>(intent?.way ?? null);
  const [taken, setTaken] = useState<string | null>(null);
  useIntentAfterTopUp(reader.reader_id);

  const lengths = durationsOf(hours.offers);
  const length = lengths.find(({ minutes }) => minutes === duration) ?? lengths.find(({ minutes }) => minutes === 30) ?? lengths[0];
  const minutes = (length?.minutes ?? 30) as Duration;
  const ways = inOrder(hours.offers.filter((offer) => offer.duration_minutes === minutes));
  const offer = ways.find((each) => each.modality === modality) ?? ways.at(-1);
  const suspended = useIsSuspended();
  const mayBook = account.data === undefined || (account.data.role === "client" && !suspended);

  const ask = (next: Intent | null) => setQuery(searchWithIntent(query, next), { replace: true, preventScrollReset: true });
  const choose = (slot: Slot) => {
    if (!offer) return;
    setTaken(null);
    const next = { starts_at: slot.starts_at, minutes, way: offer.modality };
    if (signedIn) ask(next);
    else {
      signIn(`/readers/${reader.reader_id}?${searchWithIntent(new URLSearchParams(), next).toString()}`).catch((error: unknown) =>
        notify(sentenceFor(error), "danger"),
      );
    }
  };
  const asked = intent ? hours.offers.find((each) => each.duration_minutes === intent.minutes && each.modality === intent.way) : undefined;

  return (
    <div className="space-y-5">
      <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_16rem] sm:items-end">
        <p className="text-muted">
          Choose a time; it is kept for the two of you. The price is set aside from your wallet and goes to {firstName} after the reading.
        </p>
        <ZoneSelect label="Times in" value={zone} first={[{ zone: readerZone, what: `${firstName}’s` }]} onChange={setZone} />
      </div>
      <UsualHours hours={hours} readerZone={readerZone} zone={zone} />
      <Card className="space-y-5">
        <Choice
          legend="How long?"
          name="length"
          value={String(minutes)}
          onChange={(value) => setDuration(Number(value) as Duration)}
          options={lengths.map((each) => ({ value: String(each.minutes), label: `${each.minutes} min` }))}
        />
        <Choice<Modality>
          legend="How?"
          name="way"
          value={offer?.modality ?? "video"}
          onChange={setModality}
          options={ways.map((each) => ({
            value: each.modality,
            label: (
              <>
                {MODALITY_WORDS[each.modality]} <Money cents={each.price_cents} currency={hours.currency} className="font-normal" />
              </>
            ),
          }))}
        />
        {taken === null ? null : (
          <Banner tone="warning" live title="Somebody else was quicker">
            {formatMoment(Date.parse(taken), zone)} has just been taken. Nothing was charged. Please choose another time.
          </Banner>
        )}
        {mayBook ? null : (
          <Banner tone="info">
            {suspended ? "Nothing can be booked while your account is suspended." : "Readings are booked from a client’s account."}
          </Banner>
        )}
        <SlotPicker
          key={`${minutes} ${zone}`}
          readerId={reader.reader_id}
          duration={minutes}
          zone={zone}
          horizonDays={hours.horizon_days ?? 0}
          chosen={intent?.starts_at}
          onChoose={mayBook ? choose : undefined}
        />
        {zone === readerZone ? null : (
          <p className="text-sm text-muted">
            These times are on the clock of {zoneCity(zone)}. {firstName} sees the same moments on the clock of {zoneCity(readerZone)}.
          </p>
        )}
      </Card>
      {intent && asked && signedIn && account.data && mayBook ? (
        <BookDialog
          key={`${intent.starts_at} ${intent.minutes} ${intent.way}`}
          reader={reader}
          readerZone={readerZone}
          zone={zone}
          intent={intent}
          offer={asked}
          onClose={() => ask(null)}
          onTaken={() => {
            setTaken(intent.starts_at);
            ask(null);
            void queries.invalidateQueries({ queryKey: queryKeys.allSlots(reader.reader_id) });
          }}
        />
      ) : null}
    </div>
  );
}

function inOrder(offers: readonly BookingOffer[]): BookingOffer[] {
  return [...offers].sort((a, b) => MODALITIES.indexOf(a.modality) - MODALITIES.indexOf(b.modality));
}

/** Back from the checkout with money: the question that it was needed for is asked again. */
function useIntentAfterTopUp(readerId: string): void {
  const [query, setQuery] = useSearchParams();
  const outcome = useTopUpOutcome(query.get("top_up"));
  const paid = outcome.data?.status === "paid";
  useEffect(() => {
    if (!paid) return;
    const stored = takeStoredIntent(readerId);
    if (stored) setQuery((now) => searchWithIntent(now, stored), { replace: true });
  }, [paid, readerId, setQuery]);
}
