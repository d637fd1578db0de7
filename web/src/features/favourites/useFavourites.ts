import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { useAccount } from "@/lib/account";
import { announce } from "@/lib/announce";
import { api, data } from "@/lib/api/client";
import { sentenceFor } from "@/lib/api/errors";
import { queryKeys } from "@/lib/api/query";
import type { FavouriteIds } from "@/lib/api/types";
import { notify } from "@/lib/notices";

/** Another device may have changed them; here every change is known at once. */
const FRESH_MS = 5 * 60_000;

/** The signed-in client's favourites, asked for once for all cards and pages; idle for everybody else. */
export function useFavouriteIds() {
  const isClient = useAccount().data?.role === "client";
  return useQuery({
    queryKey: queryKeys.favouriteIds,
    queryFn: ({ signal }) => data(api.GET("/v1/me/favourites/ids", { signal })),
    enabled: isClient,
    staleTime: FRESH_MS,
  });
}

interface Change {
  readerId: string;
  name: string;
  mark: boolean;
}

/** Marks a reader and takes the mark back. It shows at once, and is undone if the API refuses. */
export function useChangeFavourite() {
  const queries = useQueryClient();
  const show = ({ readerId, mark }: Change) =>
    queries.setQueryData<FavouriteIds>(queryKeys.favouriteIds, (known) => {
      const others = (known?.reader_ids ?? []).filter((id) => id !== readerId);
      return { reader_ids: mark ? [readerId, ...others] : others };
    });
  return useMutation({
    scope: { id: "favourites" }, // one after the other, so that the last press is the last word
    mutationFn: ({ readerId, mark }: Change) => {
      const params = { path: { reader_id: readerId } };
      return mark ? api.PUT("/v1/readers/{reader_id}/favourite", { params }) : api.DELETE("/v1/readers/{reader_id}/favourite", { params });
    },
    onMutate: async (change) => {
      await queries.cancelQueries({ queryKey: queryKeys.favouriteIds });
      show(change);
      announce(change.mark ? `${change.name} is a favourite now` : `${change.name} is no favourite any more`);
    },
    onError: (error, change) => {
      show({ ...change, mark: !change.mark });
      notify(sentenceFor(error), "danger");
    },
    // The list keeps its rows while it is looked at, so that a slip can be taken back in place.
    onSettled: () => void queries.invalidateQueries({ queryKey: queryKeys.favourites, refetchType: "none" }),
  });
}
