import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { Button } from "@/components/Button";
import { Dialog } from "@/components/Dialog";
import { TextArea } from "@/components/Field";
import { FormError } from "@/components/FormError";
import { api, data } from "@/lib/api/client";
import { fieldError } from "@/lib/api/errors";
import { queryKeys } from "@/lib/api/query";
import type { Flagged } from "@/lib/api/types";
import { notify } from "@/lib/notices";

interface LiftSuspensionDialogProps {
  content: NonNullable<Flagged["content"]>;
  onClose: () => void;
}

/** Opens a suspended account again, with a reason for the audit log. What is hidden stays so. */
export function LiftSuspensionDialog({ content, onClose }: LiftSuspensionDialogProps) {
  const queryClient = useQueryClient();
  const [reason, setReason] = useState("");
  const lift = useMutation({
    mutationFn: () =>
      data(
        api.PUT("/v1/admin/users/{user_id}/suspension", {
          params: { path: { user_id: content.author_id } },
          body: { suspended: false, reason: reason.trim() },
        }),
      ),
    onSuccess: async () => {
      notify(`The account of ${content.author_name ?? "this person"} is open again.`, "success");
      onClose();
      await queryClient.invalidateQueries({ queryKey: queryKeys.flagged });
    },
  });
  const refusal = fieldError(lift.error, "reason");
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Lift the suspension of ${content.author_name ?? "this person"}?`}
      actions={
        <>
          <Button variant="secondary" onClick={onClose}>
            Cancel
          </Button>
          <Button busy={lift.isPending} disabled={reason.trim() === ""} onClick={() => lift.mutate()}>
            Lift it
          </Button>
        </>
      }
    >
      <p className="mb-4 text-muted">They can use SoulSeer as before, and are told. What was hidden stays hidden.</p>
      <TextArea
        label="Reason"
        rows={2}
        hint="Kept in the audit log."
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        error={refusal}
      />
      {refusal ? null : <FormError error={lift.error} className="mt-4" />}
    </Dialog>
  );
}
