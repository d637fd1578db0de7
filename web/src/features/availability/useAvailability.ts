import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api, data } from "@/lib/api/client";
import { queryKeys } from "@/lib/api/query";
import type { AvailabilityChange } from "@/lib/api/types";

/** The signed-in reader's own availability. Not asked for again by itself: it is being edited. */
export function useAvailability() {
  return useQuery({
    queryKey: queryKeys.ownAvailability,
    queryFn: ({ signal }) => data(api.GET("/v1/me/reader/availability", { signal })),
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}

export function useSaveAvailability() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (change: AvailabilityChange) => data(api.PUT("/v1/me/reader/availability", { body: change })),
    onSuccess: (availability) => {
      queryClient.setQueryData(queryKeys.ownAvailability, availability);
      void queryClient.invalidateQueries({ queryKey: ["reader"] });
    },
  });
}
