import type { Review } from "@/lib/api/types";

import type { FlagTarget } from "./FlagButton";

export function reviewTarget(review: Review): FlagTarget {
  return { type: "review", id: review.review_id, word: "review", by: review.author_name, text: review.text };
}

/** The answer to a review, which goes by the review's id. */
export function answerTarget(review: Review, readerName: string): FlagTarget {
  return { type: "review_answer", id: review.review_id, word: "answer", by: readerName, text: review.answer?.text ?? "" };
}
