import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { Badge } from "@/components/Badge";
import { Button } from "@/components/Button";
import { Card } from "@/components/Card";
import { DateTime } from "@/components/DateTime";
import { Dialog } from "@/components/Dialog";
import { TextArea } from "@/components/Field";
import { FormError } from "@/components/FormError";
import { LoadMore } from "@/components/List";
import { Avatar } from "@/components/Photo";
import { SkeletonRows } from "@/components/Skeleton";
import { EmptyState, ErrorState } from "@/components/States";
import { api, data } from "@/lib/api/client";
import { fieldError } from "@/lib/api/errors";
import type { ReaderProfile } from "@/lib/api/types";
import { notify } from "@/lib/notices";
import { specialityName } from "@/lib/words";

const QUERY_KEY = ["admin", "readers", "unverified"] as const;

/** Applications that wait for a decision. */
export function PendingReaders() {
  const [deciding, setDeciding] = useState<ReaderProfile | null>(null);
  const readers = useInfiniteQuery({
    queryKey: QUERY_KEY,
    queryFn: ({ pageParam, signal }) =>
      data(api.GET("/v1/admin/readers", { params: { query: { verified: false, cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
  const found = readers.data?.pages.flatMap((page) => page.items) ?? [];

  if (readers.isPending) return <SkeletonRows rows={3} label="Loading applications" />;
  if (readers.isError && found.length === 0)
    return <ErrorState error={readers.error} onRetry={() => void readers.refetch()} retrying={readers.isFetching} />;
  if (found.length === 0)
    return (
      <EmptyState icon="check" title="Nobody is waiting">
        New applications appear here.
      </EmptyState>
    );
  return (
    <>
      <ul className="space-y-4">
        {found.map((reader) => (
          <Card as="li" key={reader.reader_id}>
            <div className="flex flex-wrap items-start gap-4">
              <Avatar url={reader.photo_url} name={reader.display_name} />
              <div className="min-w-0 grow basis-64">
                <h2 className="flex flex-wrap items-center gap-2 text-xl">
                  {reader.display_name}
                  {reader.application_status === "withdrawn" ? <Badge tone="warning">Verification taken back</Badge> : null}
                </h2>
                <p className="text-muted">{reader.headline}</p>
                <p className="mt-2 max-w-prose whitespace-pre-line">{reader.bio}</p>
                <p className="mt-3 flex flex-wrap items-center gap-1.5">
                  {reader.specialities.map((speciality) => (
                    <Badge key={speciality}>{specialityName(speciality)}</Badge>
                  ))}
                  <span className="text-sm text-muted">
                    Applied <DateTime at={reader.member_since} style="date" />
                  </span>
                </p>
              </div>
              <Button onClick={() => setDeciding(reader)}>Verify</Button>
            </div>
          </Card>
        ))}
      </ul>
      <LoadMore
        hasMore={readers.hasNextPage}
        loading={readers.isFetchingNextPage}
        error={null}
        onMore={() => void readers.fetchNextPage()}
      />
      {deciding ? <VerifyDialog reader={deciding} onClose={() => setDeciding(null)} /> : null}
    </>
  );
}

function VerifyDialog({ reader, onClose }: { reader: ReaderProfile; onClose: () => void }) {
  const queryClient = useQueryClient();
  const [reason, setReason] = useState("");
  const verify = useMutation({
    mutationFn: () =>
      data(
        api.POST("/v1/admin/readers/{user_id}/verify", {
          params: { path: { user_id: reader.reader_id } },
          body: { verified: true, reason: reason.trim() },
        }),
      ),
    onSuccess: async () => {
      notify(`${reader.display_name} is verified.`, "success");
      onClose();
      await queryClient.invalidateQueries({ queryKey: QUERY_KEY });
    },
  });
  const refusal = fieldError(verify.error, "reason");
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Verify ${reader.display_name}?`}
      actions={
        <>
          <Button variant="secondary" onClick={onClose}>
            Cancel
          </Button>
          <Button busy={verify.isPending} disabled={reason.trim() === ""} onClick={() => verify.mutate()}>
            Verify
          </Button>
        </>
      }
    >
      <p className="mb-4 text-muted">They can set rates, go online and take paid sessions.</p>
      <TextArea
        label="Reason"
        rows={3}
        hint="Kept in the audit log."
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        error={refusal}
      />
      {refusal ? null : <FormError error={verify.error} className="mt-4" />}
    </Dialog>
  );
}
