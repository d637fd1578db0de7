import { useEffect, useRef, useState } from "react";
import { useLocation } from "react-router";

import { Banner } from "@/components/Banner";
import { Button } from "@/components/Button";
import { Section } from "@/components/Card";
import { Skeleton } from "@/components/Skeleton";
import { ErrorState } from "@/components/States";
import { UnlessSuspended } from "@/components/UnlessSuspended";
import { useAccount } from "@/lib/account";
import type { OwnReview } from "@/lib/api/types";
import { formatTime } from "@/lib/time";
import { useNow } from "@/lib/useNow";

import { answerTarget } from "./flag-target";
import { FlagButton } from "./FlagButton";
import { ReviewCard } from "./ReviewCard";
import { ReviewForm } from "./ReviewForm";
import { useSessionReview } from "./useReviews";

interface SessionReviewSectionProps {
  sessionId: string;
  readerName: string;
}

/** The client's review of a settled session: written, changed or closed, here. */
export function SessionReviewSection({ sessionId, readerName }: SessionReviewSectionProps) {
  const { hash } = useLocation();
  const review = useSessionReview(sessionId);
  const there = review.data !== undefined;
  useEffect(() => {
    if (there && hash === "#review") document.getElementById("review")?.scrollIntoView();
  }, [there, hash]);

  if (review.data?.review === null && !review.data.can_be_reviewed) {
    return (
      <Section id="review" title="Review" className="print:hidden">
        <p className="text-muted">Only a session that was paid for can be reviewed.</p>
      </Section>
    );
  }
  return (
    <Section id="review" title={review.data?.review ? "Your review" : "Review"} className="print:hidden">
      {review.data ? (
        <UnlessSuspended>
          <OwnReviewView key={sessionId} sessionId={sessionId} readerName={readerName} review={review.data.review} />
        </UnlessSuspended>
      ) : review.error ? (
        <ErrorState
          title="Your review did not load"
          error={review.error}
          onRetry={() => void review.refetch()}
          retrying={review.isFetching}
        />
      ) : (
        <Skeleton className="h-40" />
      )}
    </Section>
  );
}

function OwnReviewView({ sessionId, readerName, review }: SessionReviewSectionProps & { review: OwnReview | null }) {
  const [changing, setChanging] = useState(false);
  const account = useAccount();
  const mayFlag = account.data !== undefined && !account.data.suspended;
  const shown = useRef<HTMLDivElement>(null);
  const close = () => {
    setChanging(false);
    // The button that had the focus is gone with the form.
    requestAnimationFrame(() => shown.current?.focus());
  };
  if (review === null || changing) {
    return <ReviewForm sessionId={sessionId} readerName={readerName} review={review} onDone={close} />;
  }
  return (
    <div ref={shown} tabIndex={-1}>
      {review.hidden ? (
        <Banner tone="warning" title="This review is hidden" className="mb-4">
          It was flagged, or a moderator took it down. Nobody but you sees it, and it can be neither changed nor answered. You are told when
          that changes.
        </Banner>
      ) : null}
      <ReviewCard
        review={review}
        answerTitle={`${readerName} answered`}
        answerAction={mayFlag && !review.hidden ? <FlagButton target={answerTarget(review, readerName)} /> : null}
      />
      {review.hidden ? null : <Changeable until={review.changeable_until} onChange={() => setChanging(true)} />}
    </div>
  );
}

function Changeable({ until, onChange }: { until: string; onChange: () => void }) {
  const open = useNow() < Date.parse(until);
  return (
    <p className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2 text-sm text-muted">
      {open ? (
        <>
          <Button variant="secondary" size="small" onClick={onChange}>
            Change it
          </Button>
          <span>Until {formatTime(until, "date_time")}.</span>
        </>
      ) : (
        `It could be changed until ${formatTime(until, "date_time")}.`
      )}
    </p>
  );
}
