import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { Button } from "@/components/Button";
import { DateTime } from "@/components/DateTime";
import { FormError } from "@/components/FormError";
import { api, data } from "@/lib/api/client";
import { queryKeys } from "@/lib/api/query";
import type { OnlineNotice } from "@/lib/api/types";

/** Asks to be told once when a reader comes online, and takes it back. */
export function OnlineNoticeButton({ readerId, firstName }: { readerId: string; firstName: string }) {
  const queries = useQueryClient();
  const params = { path: { reader_id: readerId } };
  const queryKey = queryKeys.onlineNotice(readerId);
  const notice = useQuery({
    queryKey,
    queryFn: ({ signal }) => data(api.GET("/v1/readers/{reader_id}/online-notice", { params, signal })),
  });
  const ask = useMutation({
    mutationFn: () => data(api.PUT("/v1/readers/{reader_id}/online-notice", { params })),
    onSuccess: (asked) => queries.setQueryData<OnlineNotice>(queryKey, asked),
    onError: () => void queries.invalidateQueries({ queryKey: queryKeys.reader(readerId) }),
  });
  const takeBack = useMutation({
    mutationFn: () => api.DELETE("/v1/readers/{reader_id}/online-notice", { params }),
    onSuccess: () => queries.setQueryData<OnlineNotice>(queryKey, { asked_until: null }),
  });
  const askedUntil = notice.data?.asked_until ?? null;

  return (
    <div>
      {askedUntil ? (
        <>
          <p role="status" className="text-sm">
            We tell you once when {firstName} comes online, until <DateTime at={askedUntil} style="date" />.
          </p>
          <Button variant="secondary" className="mt-3 w-full" busy={takeBack.isPending} onClick={() => takeBack.mutate()}>
            Do not tell me
          </Button>
        </>
      ) : (
        <Button icon="bell" className="w-full" busy={ask.isPending || notice.isPending} onClick={() => ask.mutate()}>
          Tell me when {firstName} is online
        </Button>
      )}
      <FormError error={ask.error ?? takeBack.error} className="mt-4" />
    </div>
  );
}
