import { useQuery } from "@tanstack/react-query";
import { lazy, memo, useDeferredValue, useEffect, type ReactNode } from "react";
import { Link, useLocation, useParams, useSearchParams } from "react-router";

import { Badge, StatusDot } from "@/components/Badge";
import { Section } from "@/components/Card";
import { LazyPart } from "@/components/LazyPart";
import { Icon } from "@/components/icons";
import { PageHeader } from "@/components/PageHeader";
import { Photo } from "@/components/Photo";
import { Rating } from "@/components/Rating";
import { PageSkeleton, Skeleton } from "@/components/Skeleton";
import { ErrorState } from "@/components/States";
import { FavouriteButton } from "@/features/favourites/FavouriteButton";
import { ReaderReviews } from "@/features/reviews/ReaderReviews";
import { useAccount } from "@/lib/account";
import { api, data } from "@/lib/api/client";
import { hasCode } from "@/lib/api/errors";
import { queryKeys } from "@/lib/api/query";
import type { ReaderDetail } from "@/lib/api/types";
import { formatTime } from "@/lib/time";
import { languageName, plural, specialityName } from "@/lib/words";

import { StartPanel } from "./StartPanel";

const NotFoundPage = lazy(() => import("@/features/about/NotFoundPage"));
const TopUpOutcome = lazy(() => import("@/features/wallet/TopUpOutcome"));
const BookingSection = lazy(() => import("@/features/bookings/BookingSection"));
const ReaderNote = lazy(() => import("@/features/notes/ReaderNote"));

/** A status that is about to be acted on should be true. */
const REFRESH_MS = 15_000;

export default function ReaderPage() {
  const { readerId = "" } = useParams();
  const reader = useQuery({
    queryKey: queryKeys.reader(readerId),
    queryFn: ({ signal }) => data(api.GET("/v1/readers/{reader_id}", { params: { path: { reader_id: readerId } }, signal })),
    refetchInterval: REFRESH_MS,
  });

  // Drawn in slices, between which the page scrolls and answers.
  const drawn = useDeferredValue(reader.data);

  if (drawn) return <Detail reader={drawn} />;
  if (hasCode(reader.error, "not_found")) return <NotFoundPage />;
  if (reader.isError)
    return (
      <ErrorState
        title="This reader did not load"
        error={reader.error}
        onRetry={() => void reader.refetch()}
        retrying={reader.isFetching}
      />
    );
  return <PageSkeleton />;
}

/** Goes to the part of the page that the address names; to what can be done now where there is no such part. */
function usePart(): void {
  const { hash } = useLocation();
  useEffect(() => {
    if (hash === "") return;
    const part = document.getElementById(hash.slice(1)) ?? document.getElementById("start");
    part?.scrollIntoView({ block: "nearest" });
  }, [hash]);
}

const Detail = memo(function Detail({ reader }: { reader: ReaderDetail }) {
  usePart();
  const [query] = useSearchParams();
  const isClient = useAccount().data?.role === "client";
  return (
    <>
      <nav aria-label="Way back" className="mb-4">
        <Link to="/readers" className="inline-flex min-h-9 items-center gap-1 text-muted no-underline hover:text-pink-text">
          <Icon name="chevron_right" className="size-4 rotate-180" />
          All readers
        </Link>
      </nav>
      {query.has("top_up") ? (
        <LazyPart>
          <TopUpOutcome className="mb-6" />
        </LazyPart>
      ) : null}
      <div className="grid gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_23rem] lg:grid-rows-[auto_1fr]">
        <div className="grid grid-cols-[7rem_minmax(0,1fr)] items-center gap-x-4 gap-y-4 self-start sm:grid-cols-[11rem_minmax(0,1fr)] sm:gap-x-6 sm:gap-y-0">
          <Photo
            url={reader.photo_url}
            name={reader.display_name}
            eager="first"
            className="aspect-square w-full rounded-card border border-line sm:row-span-2 sm:self-start"
          />
          <div className="flex flex-wrap items-center gap-2 sm:min-h-11 sm:self-end">
            <StatusDot status={reader.status} />
            {reader.verified ? (
              <Badge tone="success">
                <Icon name="shield" className="size-3.5" />
                Verified
              </Badge>
            ) : null}
            {reader.featured ? <Badge tone="gold">Featured</Badge> : null}
            <FavouriteButton readerId={reader.reader_id} name={reader.display_name} />
          </div>
          <div className="min-w-0 max-sm:col-span-2">
            <div className="-mb-4 break-words">
              <PageHeader title={reader.display_name} lead={reader.headline} />
            </div>
            <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-muted">
              <Rating hundredths={reader.rating_hundredths} count={reader.review_count} />
              <span>{plural(reader.completed_sessions, "session")} held</span>
              <span>Here since {new Date(reader.member_since).getFullYear()}</span>
            </p>
          </div>
        </div>

        <div className="lg:col-start-2 lg:row-span-2 lg:row-start-1">
          <div className="lg:sticky lg:top-24">
            <StartPanel reader={reader} />
          </div>
        </div>

        <div className="min-w-0">
          <Section title="About">
            <div className="max-w-prose space-y-4 whitespace-pre-line">{reader.bio}</div>
            <dl className="mt-6 grid gap-x-8 gap-y-4 sm:grid-cols-3">
              <Fact term="Specialities">
                <Tags words={reader.specialities.map(specialityName)} />
              </Fact>
              <Fact term="Languages">
                <Tags words={reader.languages.map(languageName)} />
              </Fact>
              <Fact term="Local time there">{formatTime(new Date().toISOString(), "time", reader.time_zone)}</Fact>
            </dl>
          </Section>

          <LazyPart fallback={<Skeleton className="mt-12 h-96 w-full" />}>
            <BookingSection reader={reader} />
          </LazyPart>
          {isClient ? (
            <LazyPart fallback={<Skeleton className="mt-12 h-48 w-full" />}>
              <ReaderNote reader={reader} />
            </LazyPart>
          ) : null}
          <ReaderReviews reader={reader} />
        </div>
      </div>
    </>
  );
});

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt className="mb-1.5 text-sm font-semibold text-muted">{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Tags({ words }: { words: readonly string[] }) {
  return (
    <ul className="flex flex-wrap gap-1.5">
      {words.map((word) => (
        <li key={word}>
          <Badge>{word}</Badge>
        </li>
      ))}
    </ul>
  );
}
