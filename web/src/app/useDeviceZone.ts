import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";

import { useAccount } from "@/lib/account";
import { api, data } from "@/lib/api/client";
import { queryKeys } from "@/lib/api/query";
import { viewerTimeZone } from "@/lib/time";

/** Gives an account that never chose a time zone the one of this device, so that e-mails tell the person's own times. */
export function useDeviceZone(): void {
  const queries = useQueryClient();
  const account = useAccount().data;
  const given = useRef(false);
  const isWanted = account !== undefined && account.time_zone === null && !account.suspended;

  useEffect(() => {
    if (!isWanted || given.current) return;
    given.current = true;
    // Nobody waits for this, and the next visit tries again.
    data(api.PATCH("/v1/me", { body: { time_zone: viewerTimeZone() } })).then(
      (saved) => queries.setQueryData(queryKeys.account, saved),
      () => undefined,
    );
  }, [isWanted, queries]);
}
