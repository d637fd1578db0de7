import type { ReactNode } from "react";

import { Card } from "@/components/Card";
import { DateTime } from "@/components/DateTime";
import { Stars } from "@/components/Rating";
import type { Review } from "@/lib/api/types";

interface ReviewCardProps {
  review: Review;
  /** Whose answer it is: "Luna Reyes answered", "Your answer". */
  answerTitle: string;
  heading?: "h3" | "h2";
  /** Beside the date: what can be done about the review. */
  action?: ReactNode;
  /** Beside the answer's title: what can be done about the answer. */
  answerAction?: ReactNode;
  /** Below the review, in place of the answer when there is something else to say. */
  children?: ReactNode;
}

/** One review, with the reader's answer. */
export function ReviewCard({ review, answerTitle, heading: Heading = "h3", action, answerAction, children }: ReviewCardProps) {
  return (
    <Card as="article">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <Heading className="font-sans text-base font-semibold">{review.author_name}</Heading>
        <div className="flex items-center gap-3 text-sm text-muted">
          <span>
            <DateTime at={review.created_at} style="date" />
            {review.edited_at ? " · changed" : ""}
          </span>
          {action}
        </div>
      </div>
      <div className="mt-1">
        <Stars rating={review.rating} />
      </div>
      <p className="mt-2 max-w-prose whitespace-pre-line break-words">{review.text}</p>
      {children ??
        (review.answer ? (
          <Answer title={answerTitle} edited={review.answer.edited_at !== null} action={answerAction}>
            {review.answer.text}
          </Answer>
        ) : null)}
    </Card>
  );
}

interface AnswerProps {
  title: string;
  edited: boolean;
  action?: ReactNode;
  children: ReactNode;
}

export function Answer({ title, edited, action, children }: AnswerProps) {
  return (
    <div className="mt-4 border-l-2 border-gold/60 pl-4">
      <div className="flex flex-wrap items-center justify-between gap-x-4">
        <p className="text-sm font-semibold text-gold-text">
          {title}
          {edited ? <span className="font-normal text-muted"> · changed</span> : null}
        </p>
        {action}
      </div>
      <p className="mt-1 max-w-prose whitespace-pre-line break-words text-muted">{children}</p>
    </div>
  );
}
