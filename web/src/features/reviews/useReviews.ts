import { useInfiniteQuery, useMutation, useQuery, useQueryClient, type InfiniteData } from "@tanstack/react-query";

import { api, data } from "@/lib/api/client";
import { queryKeys } from "@/lib/api/query";
import type { FlagItem, OwnReview, Review, ReviewPage, ReviewSort, SessionReview } from "@/lib/api/types";

const PAGE = 10;

interface Page {
  limit: number;
  cursor: string | undefined;
  sort: ReviewSort;
}

function useReviewPages(
  queryKey: readonly unknown[],
  sort: ReviewSort,
  fetchPage: (query: Page, signal: AbortSignal) => Promise<ReviewPage>,
) {
  return useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => fetchPage({ limit: PAGE, cursor: pageParam, sort }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    staleTime: 60_000,
  });
}

/** A reader's reviews as everybody sees them, a page at a time. */
export function useReviews(readerId: string, sort: ReviewSort) {
  return useReviewPages(queryKeys.reviewList(readerId, sort), sort, (query, signal) =>
    data(api.GET("/v1/readers/{reader_id}/reviews", { params: { path: { reader_id: readerId }, query }, signal })),
  );
}

/** The signed-in reader's own reviews. */
export function useOwnReviews(sort: ReviewSort) {
  return useReviewPages(queryKeys.ownReviewList(sort), sort, (query, signal) =>
    data(api.GET("/v1/me/reader/reviews", { params: { query }, signal })),
  );
}

/** The client's review of a session, and whether it can have one. */
export function useSessionReview(sessionId: string) {
  return useQuery({
    queryKey: queryKeys.sessionReview(sessionId),
    queryFn: ({ signal }) => data(api.GET("/v1/sessions/{session_id}/review", { params: { path: { session_id: sessionId } }, signal })),
  });
}

export interface Verdict {
  rating: number;
  text: string;
}

export function useSaveReview(sessionId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (verdict: Verdict) =>
      data<OwnReview>(api.PUT("/v1/sessions/{session_id}/review", { params: { path: { session_id: sessionId } }, body: verdict })),
    onSuccess: async (review) => {
      queryClient.setQueryData<SessionReview>(queryKeys.sessionReview(sessionId), { review, can_be_reviewed: true });
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: queryKeys.sessions }),
        queryClient.invalidateQueries({ queryKey: queryKeys.reader(review.reader_id) }),
      ]);
    },
    onError: () => queryClient.invalidateQueries({ queryKey: queryKeys.sessionReview(sessionId) }),
  });
}

export function useAnswerReview(reviewId: string) {
  const queryClient = useQueryClient();
  const replace = (pages: InfiniteData<ReviewPage> | undefined, answered: Review) =>
    pages && {
      ...pages,
      pages: pages.pages.map((page) => ({
        ...page,
        items: page.items.map((each) => (each.review_id === answered.review_id ? answered : each)),
      })),
    };
  return useMutation({
    mutationFn: (text: string) =>
      data(api.PUT("/v1/me/reader/reviews/{review_id}/answer", { params: { path: { review_id: reviewId } }, body: { text } })),
    onSuccess: (answered) => {
      queryClient.setQueriesData<InfiniteData<ReviewPage>>({ queryKey: queryKeys.ownReviews }, (pages) => replace(pages, answered));
    },
  });
}

export function useFlag() {
  return useMutation({ mutationFn: (flag: FlagItem) => api.POST("/v1/flags", { body: flag }) });
}
