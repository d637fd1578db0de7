import { useState } from "react";

import { Banner } from "@/components/Banner";
import { Button } from "@/components/Button";
import { Dialog } from "@/components/Dialog";
import { Radios, TextArea } from "@/components/Field";
import { FormError } from "@/components/FormError";
import { UnlessSuspended } from "@/components/UnlessSuspended";
import { fieldError, hasCode } from "@/lib/api/errors";
import * as limits from "@/lib/api/limits";
import type { FlagItem, FlagReason } from "@/lib/api/types";

import { useFlag } from "./useReviews";
import { FLAG_REASON_WORDS, FLAG_REASONS } from "./words";

const DETAILS_MAX = limits.FlagItem_details_maxLength;

export interface FlagTarget {
  type: FlagItem["target_type"];
  id: string;
  /** What it is called: "review", "answer". */
  word: string;
  /** Who has written it. */
  by: string;
  text: string;
}

/** Tells the moderators about a review or an answer, with a reason. */
export function FlagButton({ target }: { target: FlagTarget }) {
  const [open, setOpen] = useState(false);
  return (
    <UnlessSuspended>
      <Button variant="quiet" size="small" icon="flag" className="-mr-2" onClick={() => setOpen(true)}>
        Flag
        <span className="sr-only">
          {" "}
          the {target.word} by {target.by}
        </span>
      </Button>
      {open ? <FlagDialog target={target} onClose={() => setOpen(false)} /> : null}
    </UnlessSuspended>
  );
}

function FlagDialog({ target, onClose }: { target: FlagTarget; onClose: () => void }) {
  const [reason, setReason] = useState<FlagReason | null>(null);
  const [details, setDetails] = useState("");
  const flag = useFlag();
  const already = hasCode(flag.error, "already_flagged");
  if (flag.isSuccess || already)
    return (
      <Dialog
        open
        onClose={onClose}
        title={already ? "You have flagged this before" : "Thank you"}
        actions={<Button onClick={onClose}>Close</Button>}
      >
        <Banner tone={already ? "info" : "success"} live>
          A moderator reads it and decides. Nobody is told who flagged it.
        </Banner>
      </Dialog>
    );
  const send = () => {
    if (reason !== null) flag.mutate({ target_type: target.type, target_id: target.id, reason, details: details.trim() });
  };
  const refusal = fieldError(flag.error, "details");
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Flag this ${target.word}`}
      actions={
        <>
          <Button variant="secondary" onClick={onClose}>
            Cancel
          </Button>
          <Button busy={flag.isPending} disabled={reason === null} onClick={send}>
            Send to the moderators
          </Button>
        </>
      }
    >
      <blockquote className="mb-5 line-clamp-3 border-l-2 border-line pl-3 text-muted">{target.text}</blockquote>
      <Radios
        legend="What is wrong with it?"
        name="flag-reason"
        value={reason}
        options={FLAG_REASONS.map((value) => ({ value, label: FLAG_REASON_WORDS[value] }))}
        onChange={setReason}
      />
      <TextArea
        className="mt-4"
        label="In your words"
        hint={`Optional, for the moderators only. ${details.length} of ${DETAILS_MAX} characters.`}
        rows={3}
        maxLength={DETAILS_MAX}
        value={details}
        onChange={(event) => setDetails(event.target.value)}
        error={refusal}
      />
      {refusal ? null : <FormError error={flag.error} className="mt-4" />}
    </Dialog>
  );
}
