import { useState, type SyntheticEvent } from "react";
import { useNavigate, useSearchParams } from "react-router";

import { Button } from "@/components/Button";
import { Choice, TextField } from "@/components/Field";
import { LoadMore } from "@/components/List";
import { SkeletonRows } from "@/components/Skeleton";
import { EmptyState, ErrorState } from "@/components/States";
import { BookingRow } from "@/features/bookings/BookingRow";
import { useBookingsOf, type When } from "@/features/bookings/useBookings";
import type { Party } from "@/lib/api/types";

const BOOKING_ID = /bkg_[0-9a-z]+/;
const USER_ID = /usr_[0-9a-z]+/;

/** Finds bookings by their own id, or by a person's: what statements, receipts and the audit log name. */
export function FindBookings() {
  const [query, setQuery] = useSearchParams();
  const navigate = useNavigate();
  const of = query.get("of") ?? "";
  const [text, setText] = useState(of);
  const [refused, setRefused] = useState(false);

  const find = (event: SyntheticEvent) => {
    event.preventDefault();
    const booking = BOOKING_ID.exec(text)?.[0];
    const person = USER_ID.exec(text)?.[0];
    setRefused(!booking && !person);
    if (booking) void navigate(`/bookings/${booking}`);
    else if (person) setQuery({ tab: "bookings", of: person }, { replace: true });
  };

  return (
    <>
      <form onSubmit={find} className="mb-8 flex flex-wrap items-end gap-3">
        <TextField
          label="Booking or account"
          className="min-w-0 grow basis-72"
          placeholder="bkg_… or usr_…"
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.target.value)}
          error={refused ? "Write the id of a booking (bkg_…) or of an account (usr_…)." : undefined}
        />
        <Button type="submit">Find</Button>
      </form>
      {of === "" ? (
        <EmptyState icon="calendar" title="Which booking?">
          Paste the address of a booking, its id, or the id of its client or reader.
        </EmptyState>
      ) : (
        <BookingsOf key={of} userId={of} />
      )}
    </>
  );
}

function BookingsOf({ userId }: { userId: string }) {
  const [party, setParty] = useState<Party>("client");
  const [when, setWhen] = useState<When>("ahead");
  const bookings = useBookingsOf(userId, party, when);
  const found = bookings.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section aria-label="Bookings found">
      <div className="mb-5 flex flex-wrap gap-x-6 gap-y-4">
        <Choice
          legend="Booked"
          name="party"
          value={party}
          options={[
            { value: "client", label: "As client" },
            { value: "reader", label: "As reader" },
          ]}
          onChange={setParty}
        />
        <Choice
          legend="When"
          name="when"
          value={when}
          options={[
            { value: "ahead", label: "Upcoming" },
            { value: "over", label: "Past" },
          ]}
          onChange={setWhen}
        />
      </div>
      {bookings.isPending ? (
        <SkeletonRows rows={3} label="Loading the bookings" />
      ) : bookings.isError && found.length === 0 ? (
        <ErrorState
          title="The bookings did not load"
          error={bookings.error}
          onRetry={() => void bookings.refetch()}
          retrying={bookings.isFetching}
        />
      ) : found.length === 0 ? (
        <EmptyState icon="calendar" title="No such bookings">
          This account has none of these.
        </EmptyState>
      ) : (
        <>
          <ul className="space-y-3">
            {found.map((booking) => (
              <li key={booking.booking_id}>
                <BookingRow booking={booking} />
              </li>
            ))}
          </ul>
          <LoadMore
            hasMore={bookings.hasNextPage}
            loading={bookings.isFetchingNextPage}
            error={bookings.isFetchNextPageError ? bookings.error : null}
            onMore={() => void bookings.fetchNextPage()}
          />
        </>
      )}
    </section>
  );
}
