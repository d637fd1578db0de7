import { Banner } from "@/components/Banner";
import { LinkButton } from "@/components/Button";
import { Card } from "@/components/Card";
import { Switch } from "@/components/Field";
import { FormError } from "@/components/FormError";
import { PageHeader } from "@/components/PageHeader";
import { PageSkeleton } from "@/components/Skeleton";
import { ErrorState } from "@/components/States";
import { AvailabilityCard } from "@/features/availability/AvailabilityCard";
import type { ReaderProfile } from "@/lib/api/types";

import { ProfileForm } from "./ProfileForm";
import { RatesForm } from "./RatesForm";
import { useOwnReader, useSetOnline } from "./useOwnReader";

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
  return (
    <>
      <PageHeader
        title="My desk"
        lead={`Welcome, ${reader.display_name}. Leave this page open while you are online: it rings here.`}
        actions={
          <LinkButton variant="secondary" to={`/readers/${reader.reader_id}`}>
            See it as clients do
          </LinkButton>
        }
      />
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <div className="space-y-6">
          <OnlineCard reader={reader} />
          <Card as="section" aria-labelledby="rates">
            <h2 id="rates" className="text-2xl">
              Rates
            </h2>
            <p className="mb-5 mt-1.5 text-muted">What a client pays for each started minute. You receive 70% of it.</p>
            <RatesForm reader={reader} />
          </Card>
          <AvailabilityCard />
        </div>
        <Card as="section" aria-labelledby="profile">
          <h2 id="profile" className="mb-5 text-2xl">
            Profile
          </h2>
          <ProfileForm reader={reader} />
        </Card>
      </div>
    </>
  );
}

function OnlineCard({ reader }: { reader: ReaderProfile }) {
  const setOnline = useSetOnline();
  const { online } = reader;
  const ready = reader.verified && reader.rates.length > 0;
  return (
    <Card as="section" aria-labelledby="online" tone={online ? "success" : "plain"}>
      <h2 id="online" className="text-2xl">
        {reader.status === "in_session" ? "You are in a session" : online ? "You are online" : "You are offline"}
      </h2>
      <p className="mb-5 mt-1.5 text-muted">
        {online ? "Clients can ring you at your rates. You have a minute to answer." : "Nobody can ring you until you switch this on."}
      </p>
      <Switch
        label="Take calls now"
        checked={online}
        busy={setOnline.isPending}
        disabled={!online && !ready}
        onChange={(checked) => setOnline.mutate(checked)}
      />
      {reader.verified ? null : (
        <Banner tone="info" className="mt-5" title="Your application is being looked at">
          You can go online as soon as we have verified you.
        </Banner>
      )}
      {reader.verified && reader.rates.length === 0 ? (
        <Banner tone="warning" className="mt-5">
          Set a rate for at least one way to talk first.
        </Banner>
      ) : null}
      <FormError error={setOnline.error} className="mt-5" />
    </Card>
  );
}
