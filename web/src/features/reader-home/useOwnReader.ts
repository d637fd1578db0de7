import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api, data } from "@/lib/api/client";
import { queryKeys } from "@/lib/api/query";
import type { ReaderProfile, ReaderRate } from "@/lib/api/types";
import { notify } from "@/lib/notices";

/** What a reader writes about themselves. */
export interface ProfileText {
  display_name: string;
  headline: string;
  bio: string;
  specialities: string[];
  languages: string[];
}

/** The signed-in reader's own profile. */
export function useOwnReader() {
  return useQuery({
    queryKey: queryKeys.ownReader,
    queryFn: ({ signal }) => data(api.GET("/v1/me/reader", { signal })),
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

export function useSetOnline() {
  return useChange(
    (online: boolean) => data(api.PUT("/v1/me/reader/online", { body: { online } })),
    (profile) => (profile.online ? "You are online: clients can ring you now." : "You are offline: nobody can ring you."),
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
