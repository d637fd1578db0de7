import { useQuery, type UseQueryResult } from "@tanstack/react-query";

import { api, data } from "@/lib/api/client";
import { queryKeys } from "@/lib/api/query";
import type { Account, Wallet } from "@/lib/api/types";
import { useAuthStatus } from "@/lib/auth/useAuth";

/** The signed-in person; idle while nobody is signed in. */
export function useAccount(): UseQueryResult<Account> {
  const signedIn = useAuthStatus() === "signed_in";
  return useQuery({
    queryKey: queryKeys.account,
    queryFn: ({ signal }) => data(api.GET("/v1/me", { signal })),
    enabled: signedIn,
    staleTime: 60_000,
  });
}

/** The wallet of the signed-in person: a reader or admin may have money in it from when they were a client. */
export function useWallet(): UseQueryResult<Wallet> {
  const account = useAccount();
  return useQuery({
    queryKey: queryKeys.wallet,
    queryFn: ({ signal }) => data(api.GET("/v1/wallet", { signal })),
    enabled: account.data !== undefined,
  });
}

/** Whether the signed-in person can look, and do nothing else. */
export function useIsSuspended(): boolean {
  return useAccount().data?.suspended ?? false;
}
