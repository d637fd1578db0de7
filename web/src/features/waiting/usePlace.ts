import { useMutation, useQuery, useQueryClient, type UseQueryResult } from "@tanstack/react-query";

import { useAccount } from "@/lib/account";
import { api, data } from "@/lib/api/client";
import { hasCode } from "@/lib/api/errors";
import { queryKeys } from "@/lib/api/query";
import type { Place, ReaderDetail } from "@/lib/api/types";

/** The signed-in client's place in line, null for who waits for nobody. The bar in the shell keeps asking. */
export function usePlace(): UseQueryResult<Place | null> {
  const account = useAccount();
  return useQuery({
    queryKey: queryKeys.place,
    queryFn: async ({ signal }) => (await data(api.GET("/v1/me/waiting-line", { signal }))).place,
    enabled: account.data?.role === "client" && !account.data.suspended,
  });
}

/** Whether a session can be started with this reader now: free, and nobody before the client in the line. */
export function useCanStart(reader: ReaderDetail): boolean {
  const place = usePlace().data;
  if (reader.status !== "online") return false;
  return reader.waiting_count === 0 || (place?.reader_id === reader.reader_id && place.turn_expires_at !== null);
}

export function useJoinLine(readerId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => data(api.POST("/v1/readers/{reader_id}/waiting-line", { params: { path: { reader_id: readerId } } })),
    onSuccess: (place) => queries.setQueryData<Place | null>(queryKeys.place, place),
    onError: (error) => {
      // Nobody is before the client any more, or the reader has gone: the page should say so.
      if (hasCode(error, "reader_is_free", "reader_unavailable")) {
        void queries.invalidateQueries({ queryKey: queryKeys.reader(readerId) });
      }
    },
  });
}

export function useLeaveLine() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => api.DELETE("/v1/me/waiting-line"),
    onSuccess: () => queries.setQueryData<Place | null>(queryKeys.place, null),
  });
}
