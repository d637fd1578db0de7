import { useState, type SubmitEvent } from "react";

import { Button } from "@/components/Button";
import { Card } from "@/components/Card";
import { TextArea } from "@/components/Field";
import { FormError } from "@/components/FormError";
import { LeaveDialog } from "@/components/LeaveDialog";
import { fieldError } from "@/lib/api/errors";
import type { OwnReview } from "@/lib/api/types";
import { notify } from "@/lib/notices";
import { useUnsavedGuard } from "@/lib/useUnsavedGuard";
import { formatCount } from "@/lib/words";

import { StarsField } from "./StarsField";
import { REVIEW_MAX_CHARS } from "./words";
import { useSaveReview } from "./useReviews";

interface ReviewFormProps {
  sessionId: string;
  readerName: string;
  /** What stands so far; null for a first review. */
  review: OwnReview | null;
  /** It is saved, or the change was given up. */
  onDone: () => void;
}

/** Writes the review of a session, or changes it. */
export function ReviewForm({ sessionId, readerName, review, onDone }: ReviewFormProps) {
  const [rating, setRating] = useState(review?.rating ?? null);
  const [text, setText] = useState(review?.text ?? "");
  const [checked, setChecked] = useState(false);
  const save = useSaveReview(sessionId);
  const dirty = rating !== (review?.rating ?? null) || text !== (review?.text ?? "");
  const guard = useUnsavedGuard(dirty && !save.isSuccess);

  const ratingProblem = rating === null ? "Choose one to five stars." : undefined;
  const textProblem = text.trim() === "" ? "Write at least a few words." : undefined;
  const refusals = { rating: fieldError(save.error, "rating"), text: fieldError(save.error, "text") };

  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (save.isPending) return;
    setChecked(true);
    if (rating === null || textProblem) return;
    save.mutate(
      { rating, text },
      {
        onSuccess: () => {
          notify(review ? "Your review is changed." : "Thank you. Your review is published.", "success");
          onDone();
        },
      },
    );
  };

  return (
    <Card>
      <form noValidate onSubmit={submit} className="space-y-5">
        {review ? null : (
          <p className="text-muted">
            How was it with {readerName}? Everybody can read it under your first name and an initial. You can change it for seven days.
          </p>
        )}
        <StarsField value={rating} onChange={setRating} error={refusals.rating ?? (checked ? ratingProblem : undefined)} />
        <TextArea
          label="Your review"
          hint={`${formatCount(text.length)} of ${formatCount(REVIEW_MAX_CHARS)} characters. Leave out what is private, yours or theirs.`}
          maxLength={REVIEW_MAX_CHARS}
          value={text}
          onChange={(event) => setText(event.target.value)}
          error={refusals.text ?? (checked ? textProblem : undefined)}
        />
        {refusals.rating || refusals.text ? null : <FormError error={save.error} />}
        <div className="flex flex-wrap gap-3">
          <Button type="submit" busy={save.isPending} disabled={review !== null && !dirty}>
            {review ? "Save the change" : "Publish the review"}
          </Button>
          {review ? (
            <Button variant="secondary" onClick={onDone}>
              Cancel
            </Button>
          ) : null}
        </div>
      </form>
      <LeaveDialog guard={guard}>Your review is not published yet.</LeaveDialog>
    </Card>
  );
}
