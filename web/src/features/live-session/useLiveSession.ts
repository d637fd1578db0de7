import { useQuery, type UseQueryResult } from "@tanstack/react-query";

import { useAccount } from "@/lib/account";
import { api, data } from "@/lib/api/client";
import { queryKeys } from "@/lib/api/query";
import type { Session } from "@/lib/api/types";

/** A reader must hear the ring soon; a client's own session is only offered for return. */
const POLL_MS = { reader: 4_000, client: 15_000 } as const;

/** The session that the signed-in person is in, or is being rung for; null if there is none. */
export function useLiveSession(): UseQueryResult<Session | null> {
  const role = useAccount().data?.role;
  const polls = role === "client" || role === "reader";
  return useQuery({
    queryKey: queryKeys.liveSession,
    queryFn: async ({ signal }) => (await data(api.GET("/v1/me/live-session", { signal }))).session,
    enabled: polls,
    refetchInterval: polls ? POLL_MS[role] : false,
    refetchIntervalInBackground: role === "reader",
  });
}
