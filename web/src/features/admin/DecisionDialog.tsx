import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { Button } from "@/components/Button";
import { Dialog } from "@/components/Dialog";
import { Radios, TextArea } from "@/components/Field";
import { FormError } from "@/components/FormError";
import { api, data } from "@/lib/api/client";
import { fieldError } from "@/lib/api/errors";
import { queryKeys } from "@/lib/api/query";
import type { Decision, Flagged } from "@/lib/api/types";
import { notify } from "@/lib/notices";

type Content = NonNullable<Flagged["content"]>;

interface Option {
  value: Decision;
  label: string;
  effect: string;
}

function options(content: Content): Option[] {
  const author = content.author_name ?? "The author";
  const counts = content.rating !== null;
  return [
    {
      value: "dismiss",
      label: content.hidden ? "Dismiss the flags and show it again" : "Dismiss the flags",
      effect: content.hidden
        ? `It shows${counts ? " and counts" : ""} again. ${author} is told. Three more people would hide it again.`
        : "It stays. Three more people would hide it.",
    },
    { value: "hide", label: "Hide it", effect: `It shows nowhere${counts ? " and counts for no rating" : ""}. ${author} is told.` },
    { value: "warn", label: "Hide it and warn the author", effect: `${author} is told that the account can be suspended next time.` },
    {
      value: "suspend",
      label: "Hide it and suspend the author",
      effect: `${author} can see what is theirs and nothing else. A session under way ends, bookings ahead are cancelled.`,
    },
  ];
}

/** Decides about flags, with a reason for the audit log. */
export function DecisionDialog({ flagged, content, onClose }: { flagged: Flagged; content: Content; onClose: () => void }) {
  const queryClient = useQueryClient();
  const standing = flagged.waiting ? null : flagged.decision;
  const choices = options(content).filter((option) => option.value !== standing);
  const [decision, setDecision] = useState<Decision | null>(null);
  const [reason, setReason] = useState("");
  const decide = useMutation({
    mutationFn: (chosen: Decision) =>
      data(
        api.PUT("/v1/admin/flagged/{target_type}/{target_id}/decision", {
          params: { path: { target_type: flagged.target_type, target_id: flagged.target_id } },
          body: { decision: chosen, reason: reason.trim() },
        }),
      ),
    onSuccess: async (decided) => {
      notify(decided.content?.hidden ? "Decided: it is hidden." : "Decided: it shows.", "success");
      onClose();
      await queryClient.invalidateQueries({ queryKey: queryKeys.flagged });
    },
  });
  const refusal = fieldError(decide.error, "reason");
  return (
    <Dialog
      open
      onClose={onClose}
      title="What is to be done?"
      actions={
        <>
          <Button variant="secondary" onClick={onClose}>
            Cancel
          </Button>
          <Button
            variant={decision === "suspend" ? "danger" : "primary"}
            busy={decide.isPending}
            disabled={decision === null || reason.trim() === ""}
            onClick={() => decision && decide.mutate(decision)}
          >
            Decide
          </Button>
        </>
      }
    >
      <Radios
        legend="Decision"
        name="decision"
        value={decision}
        options={choices.map(({ value, label, effect }) => ({
          value,
          label: (
            <span className="block py-1.5">
              <span className="block font-semibold">{label}</span>
              <span className="block text-sm text-muted">{effect}</span>
            </span>
          ),
        }))}
        onChange={setDecision}
      />
      <TextArea
        className="mt-4"
        label="Reason"
        rows={2}
        hint="Kept in the audit log; the author does not see it."
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        error={refusal}
      />
      {refusal ? null : <FormError error={decide.error} className="mt-4" />}
    </Dialog>
  );
}
