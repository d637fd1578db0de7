import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api, data } from "@/lib/api/client";
import { queryKeys } from "@/lib/api/query";
import type { Reachability, ReaderProfile, ReaderRate } from "@/lib/api/types";
import { notify } from "@/lib/notices";

/** What a reader writes about themselves. */
export interface ProfileText {
  display_name: string;
  headline: string;
  bio: string;
  specialities: string[];
  languages: string[];
}

/** Missed rings change the status without the reader's doing. */
const REFRESH_MS = 15_000;

/** The signed-in reader's own profile. */
export function useOwnReader() {
  return useQuery({
    queryKey: queryKeys.ownReader,
    queryFn: ({ signal }) => data(api.GET("/v1/me/reader", { signal })),
    refetchInterval: REFRESH_MS,
  });
}

function useChange<Wanted>(change: (wanted: Wanted) => Promise<ReaderProfile>, done: (profile: ReaderProfile) => string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: (profile) => {
      queryClient.setQueryData(queryKeys.ownReader, profile);
      notify(done(profile), "success");
    },
  });
}

const NOW_SET: Record<Reachability, string> = {
  online: "You are online: clients can ring you now.",
  busy: "You are busy: nobody can ring you.",
  away: "You are away: nobody can ring you.",
  offline: "You are offline: nobody can ring you.",
};

export function useSetReachability() {
  return useChange(
    (reachability: Reachability) => data(api.PUT("/v1/me/reader/reachability", { body: { reachability } })),
    (profile) => NOW_SET[profile.reachability],
  );
}

export function useSaveRates() {
  return useChange(
    (rates: ReaderRate[]) => data(api.PUT("/v1/me/reader/rates", { body: { rates } })),
    () => "Your rates are saved. Open sessions keep the rate they began with.",
  );
}

export function useSaveProfile() {
  return useChange(
    (profile: ProfileText & { time_zone: string }) => data(api.PUT("/v1/me/reader", { body: profile })),
    () => "Your profile is saved.",
  );
}
