import { useSearchParams } from "react-router";

import { LinkButton } from "@/components/Button";
import { LoadMore } from "@/components/List";
import { PageHeader } from "@/components/PageHeader";
import { SkeletonRows } from "@/components/Skeleton";
import { EmptyState, ErrorState } from "@/components/States";
import { Tabs } from "@/components/Tabs";
import { useAccount } from "@/lib/account";
import { viewerTimeZone } from "@/lib/time";
import { useNow } from "@/lib/useNow";
import { zoneLabel } from "@/lib/zones";

import { BookingRow } from "./BookingRow";
import { useBookingList, type When } from "./useBookings";

const ON_A_PAGE = 25;

export default function BookingsPage() {
  const [query, setQuery] = useSearchParams();
  const isReader = useAccount().data?.role === "reader";
  const now = useNow(60_000);
  const when: When = query.get("when") === "over" ? "over" : "ahead";
  return (
    <>
      <PageHeader
        title="Bookings"
        lead={`Readings that have a time of their own. All times in ${zoneLabel(now, viewerTimeZone())}.`}
        actions={
          isReader ? (
            <LinkButton variant="secondary" icon="calendar" to="/reader/availability">
              Availability
            </LinkButton>
          ) : (
            <LinkButton variant="secondary" to="/readers">
              Find a reader
            </LinkButton>
          )
        }
      />
      <Tabs
        label="Bookings"
        value={when}
        onChange={(next) => setQuery(next === "over" ? { when: next } : {}, { replace: true })}
        tabs={[
          { id: "ahead", label: "Upcoming", content: <BookingList when="ahead" isReader={isReader} /> },
          { id: "over", label: "Past", content: <BookingList when="over" isReader={isReader} /> },
        ]}
      />
    </>
  );
}

function BookingList({ when, isReader }: { when: When; isReader: boolean }) {
  const bookings = useBookingList(when, ON_A_PAGE);
  const found = bookings.data?.pages.flatMap((page) => page.items) ?? [];
  if (bookings.isPending) return <SkeletonRows rows={4} label="Loading your bookings" />;
  if (bookings.isError && found.length === 0) {
    return (
      <ErrorState
        title="Your bookings did not load"
        error={bookings.error}
        onRetry={() => void bookings.refetch()}
        retrying={bookings.isFetching}
      />
    );
  }
  if (found.length === 0) return <Nothing when={when} isReader={isReader} />;
  return (
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
  );
}

function Nothing({ when, isReader }: { when: When; isReader: boolean }) {
  if (when === "over") {
    return (
      <EmptyState icon="calendar" title="Nothing behind you yet">
        Readings that were held, cancelled or missed stand here, each with what became of its price.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon="calendar"
      title="Nothing booked"
      action={
        isReader ? (
          <LinkButton to="/reader/availability">Set your hours</LinkButton>
        ) : (
          <LinkButton to="/readers">Choose a reader</LinkButton>
        )
      }
    >
      {isReader
        ? "Clients book the hours that you offer."
        : "On a reader’s page you choose a time that suits you both. It is kept for you, at a price that you know before."}
    </EmptyState>
  );
}
