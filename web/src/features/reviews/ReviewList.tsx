import type { useInfiniteQuery } from "@tanstack/react-query";
import { useDeferredValue, type ReactNode } from "react";

import { LoadMore } from "@/components/List";
import { SkeletonRows } from "@/components/Skeleton";
import { ErrorState } from "@/components/States";
import type { Review, ReviewPage } from "@/lib/api/types";

interface ReviewListProps {
  pages: ReturnType<typeof useInfiniteQuery<ReviewPage>>;
  empty: ReactNode;
  children: (review: Review) => ReactNode;
}

/** A paged list of reviews, with what stands there while it loads, when it cannot, and when there are none. */
export function ReviewList({ pages, empty, children }: ReviewListProps) {
  // Drawn in slices, between which the page scrolls and answers.
  const drawn = useDeferredValue(pages.data);
  const found = drawn?.pages.flatMap((page) => page.items) ?? [];
  if (drawn === undefined && !pages.isError) return <SkeletonRows rows={3} label="Loading reviews" />;
  if (pages.isError && found.length === 0)
    return (
      <ErrorState title="The reviews did not load" error={pages.error} onRetry={() => void pages.refetch()} retrying={pages.isFetching} />
    );
  if (found.length === 0) return empty;
  return (
    <>
      <ul className="space-y-4">
        {found.map((review) => (
          <li key={review.review_id}>{children(review)}</li>
        ))}
      </ul>
      <LoadMore
        hasMore={pages.hasNextPage}
        loading={pages.isFetchingNextPage}
        error={pages.isFetchNextPageError ? pages.error : null}
        onMore={() => void pages.fetchNextPage()}
      />
    </>
  );
}
