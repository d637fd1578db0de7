import { useState } from "react";

import { LinkButton } from "@/components/Button";
import { PageHeader } from "@/components/PageHeader";
import { EmptyState } from "@/components/States";
import { UnlessSuspended } from "@/components/UnlessSuspended";
import { useOwnReader } from "@/features/reader-home/useOwnReader";
import { useIsSuspended } from "@/lib/account";
import type { ReviewSort } from "@/lib/api/types";

import { AnswerForm } from "./AnswerForm";
import { reviewTarget } from "./flag-target";
import { FlagButton } from "./FlagButton";
import { Histogram } from "./Histogram";
import { ReviewCard } from "./ReviewCard";
import { ReviewList } from "./ReviewList";
import { SortSelect } from "./SortSelect";
import { useOwnReviews } from "./useReviews";

/** What clients say about the signed-in reader, and the answers. */
export default function OwnReviewsPage() {
  const [sort, setSort] = useState<ReviewSort>("newest");
  const reader = useOwnReader();
  const suspended = useIsSuspended();
  const reviews = useOwnReviews(sort);
  return (
    <div className="mx-auto max-w-3xl">
      <PageHeader
        title="Reviews"
        lead="You can answer each review once, and change the answer for seven days. Everybody sees it under the review."
        actions={
          reader.data?.verified && !suspended ? (
            <LinkButton variant="secondary" to={`/readers/${reader.data.reader_id}#reviews`}>
              See them as clients do
            </LinkButton>
          ) : null
        }
      />
      {reader.data && reader.data.review_count > 0 ? (
        <div className="flex flex-wrap items-end justify-between gap-x-8 gap-y-4 pb-6">
          <Histogram counts={reader.data.rating_counts} hundredths={reader.data.rating_hundredths} total={reader.data.review_count} />
          <SortSelect value={sort} onChange={setSort} />
        </div>
      ) : null}
      <ReviewList
        pages={reviews}
        empty={
          <EmptyState icon="star" title="No reviews yet">
            Clients can review you after each session that they paid for.
          </EmptyState>
        }
      >
        {(review) => (
          <ReviewCard review={review} heading="h2" answerTitle="Your answer" action={<FlagButton target={reviewTarget(review)} />}>
            <UnlessSuspended>
              <AnswerForm review={review} />
            </UnlessSuspended>
          </ReviewCard>
        )}
      </ReviewList>
    </div>
  );
}
