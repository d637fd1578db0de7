import { useSyncExternalStore } from "react";

import { currentStatus, subscribe, type AuthStatus } from "./auth";

/** Whether somebody is signed in on this device. Says nothing of who: see useAccount. */
export function useAuthStatus(): AuthStatus {
  return useSyncExternalStore(subscribe, currentStatus, () => "signed_out");
}
