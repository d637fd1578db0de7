import { useEffect, useRef, useState, type SubmitEvent } from "react";

import { Banner } from "@/components/Banner";
import { Button } from "@/components/Button";
import { TextArea } from "@/components/Field";
import { FormError } from "@/components/FormError";
import { fieldError } from "@/lib/api/errors";
import type { Review } from "@/lib/api/types";
import { notify } from "@/lib/notices";
import { formatTime } from "@/lib/time";
import { useNow } from "@/lib/useNow";
import { formatCount } from "@/lib/words";

import { Answer } from "./ReviewCard";
import { useAnswerReview } from "./useReviews";
import { REVIEW_MAX_CHARS } from "./words";

/** The reader's answer to a review: none yet, one that can be changed, or one that stands. */
export function AnswerForm({ review }: { review: Review }) {
  const [writing, setWriting] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const now = useNow();
  const { answer } = review;
  const open = answer === null || (!answer.hidden && now < Date.parse(answer.changeable_until));
  const close = () => {
    setWriting(false);
    // The button that had the focus is gone with the form.
    requestAnimationFrame(() => place.current?.focus());
  };
  return (
    <div ref={place} tabIndex={-1}>
      {writing ? (
        <Writing review={review} onDone={close} />
      ) : (
        <>
          {answer?.hidden ? (
            <Banner tone="warning" title="Your answer is hidden" className="mt-4">
              It was flagged, or a moderator took it down. Nobody but you sees it, and it cannot be changed. You are told when that changes.
            </Banner>
          ) : null}
          {answer ? (
            <Answer title="Your answer" edited={answer.edited_at !== null}>
              {answer.text}
            </Answer>
          ) : null}
          {open ? (
            <p className="mt-4 flex flex-wrap items-center gap-x-4 gap-y-2 text-sm text-muted">
              <Button variant="secondary" size="small" onClick={() => setWriting(true)}>
                {answer ? "Change the answer" : "Answer"}
                <span className="sr-only"> to {review.author_name}</span>
              </Button>
              {answer ? <span>Until {formatTime(answer.changeable_until, "date_time")}.</span> : null}
            </p>
          ) : null}
        </>
      )}
    </div>
  );
}

function Writing({ review, onDone }: { review: Review; onDone: () => void }) {
  const [text, setText] = useState(review.answer?.text ?? "");
  const area = useRef<HTMLTextAreaElement>(null);
  const save = useAnswerReview(review.review_id);
  useEffect(() => area.current?.focus(), []); // the form takes the place of the button that was pressed
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (save.isPending || text.trim() === "") return;
    save.mutate(text, {
      onSuccess: () => {
        notify(review.answer ? "Your answer is changed." : "Your answer is published.", "success");
        onDone();
      },
    });
  };
  const refusal = fieldError(save.error, "text");
  return (
    <form noValidate onSubmit={submit} className="mt-4 space-y-4">
      <TextArea
        ref={area}
        label={`Your answer to ${review.author_name}`}
        hint={`${formatCount(text.length)} of ${formatCount(REVIEW_MAX_CHARS)} characters. Everybody can read it.`}
        rows={4}
        maxLength={REVIEW_MAX_CHARS}
        value={text}
        onChange={(event) => setText(event.target.value)}
        error={refusal}
      />
      {refusal ? null : <FormError error={save.error} />}
      <div className="flex flex-wrap gap-3">
        <Button type="submit" busy={save.isPending} disabled={text.trim() === "" || text === review.answer?.text}>
          {review.answer ? "Save the change" : "Publish the answer"}
        </Button>
        <Button variant="secondary" onClick={onDone}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
