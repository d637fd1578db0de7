import { useEffect, useState } from "react";
import { useLocation } from "react-router";

import { Section } from "@/components/Card";
import { EmptyState } from "@/components/States";
import { useAccount } from "@/lib/account";
import type { ReaderDetail, ReviewSort } from "@/lib/api/types";

import { answerTarget, reviewTarget } from "./flag-target";
import { FlagButton } from "./FlagButton";
import { Histogram } from "./Histogram";
import { ReviewCard } from "./ReviewCard";
import { ReviewList } from "./ReviewList";
import { SortSelect } from "./SortSelect";
import { useReviews } from "./useReviews";

/** What clients say about a reader. */
export function ReaderReviews({ reader }: { reader: ReaderDetail }) {
  const [sort, setSort] = useState<ReviewSort>("newest");
  const { hash } = useLocation();
  const account = useAccount();
  const reviews = useReviews(reader.reader_id, sort);
  const there = reviews.data !== undefined;
  useEffect(() => {
    if (there && hash === "#reviews") document.getElementById("reviews")?.scrollIntoView();
  }, [there, hash]);
  const mayFlag = account.data !== undefined && !account.data.suspended;
  return (
    <Section id="reviews" title="Reviews" className="mt-12" action={<span className="text-sm text-muted">Only after a paid session</span>}>
      {reader.review_count > 0 ? (
        <div className="flex flex-wrap items-end justify-between gap-x-8 gap-y-4 pb-6">
          <Histogram counts={reader.rating_counts} hundredths={reader.rating_hundredths} total={reader.review_count} />
          <SortSelect value={sort} onChange={setSort} />
        </div>
      ) : null}
      <ReviewList
        pages={reviews}
        empty={
          <EmptyState icon="star" title="No reviews yet">
            {reader.display_name} has not been reviewed so far.
          </EmptyState>
        }
      >
        {(review) => (
          <ReviewCard
            review={review}
            answerTitle={`${reader.display_name} answered`}
            action={mayFlag ? <FlagButton target={reviewTarget(review)} /> : null}
            answerAction={mayFlag ? <FlagButton target={answerTarget(review, reader.display_name)} /> : null}
          />
        )}
      </ReviewList>
    </Section>
  );
}
