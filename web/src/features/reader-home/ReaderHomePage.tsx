import { LinkButton } from "@/components/Button";
import { Card } from "@/components/Card";
import { PageHeader } from "@/components/PageHeader";
import { PageSkeleton } from "@/components/Skeleton";
import { ErrorState } from "@/components/States";
import { UnlessSuspended } from "@/components/UnlessSuspended";
import { AvailabilityCard } from "@/features/availability/AvailabilityCard";
import UpcomingBooking from "@/features/bookings/UpcomingBooking";
import { LineOfReader } from "@/features/waiting/LineOfReader";
import { useIsSuspended } from "@/lib/account";
import type { ReaderProfile } from "@/lib/api/types";

import { ProfileForm } from "./ProfileForm";
import { RatesForm } from "./RatesForm";
import { ReachabilityCard } from "./ReachabilityCard";
import { useOwnReader } from "./useOwnReader";

export default function ReaderHomePage() {
  const reader = useOwnReader();
  if (reader.data) return <Desk reader={reader.data} />;
  if (reader.isError)
    return (
      <ErrorState title="Your desk did not load" error={reader.error} onRetry={() => void reader.refetch()} retrying={reader.isFetching} />
    );
  return <PageSkeleton />;
}

function Desk({ reader }: { reader: ReaderProfile }) {
  const suspended = useIsSuspended();
  return (
    <>
      <PageHeader
        title="My desk"
        lead={`Welcome, ${reader.display_name}.${reader.verified ? " Leave this page open while you are online: it rings here." : ""}`}
        actions={
          reader.verified && !suspended ? (
            <LinkButton variant="secondary" to={`/readers/${reader.reader_id}`}>
              See it as clients do
            </LinkButton>
          ) : null
        }
      />
      <UnlessSuspended className="grid items-start gap-6 lg:grid-cols-2">
        <div className="space-y-6">
          <ReachabilityCard reader={reader} />
          <UpcomingBooking />
          <LineOfReader reader={reader} />
          <Card as="section" aria-labelledby="rates">
            <h2 id="rates" className="text-2xl">
              Rates
            </h2>
            <p className="mb-5 mt-1.5 text-muted">
              What a client pays for each started minute. You receive 70% of it. Sessions under way keep their rate. You can change rates 6
              times a day.
            </p>
            <RatesForm reader={reader} />
          </Card>
          <AvailabilityCard verified={reader.verified} />
        </div>
        <Card as="section" aria-labelledby="profile">
          <h2 id="profile" className="mb-5 text-2xl">
            Profile
          </h2>
          <ProfileForm reader={reader} />
        </Card>
      </UnlessSuspended>
    </>
  );
}
