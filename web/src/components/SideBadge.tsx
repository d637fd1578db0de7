import { useAccount } from "@/lib/account";
import type { Party } from "@/lib/api/types";

import { Badge } from "./Badge";

/** On a session or booking in which the person is on another side than their account's role says; else nothing. */
export function SideBadge({ party }: { party: Party | null }) {
  const role = useAccount().data?.role;
  if (role === undefined || party === role || party === null) return null;
  return <Badge tone="neutral">As {party}</Badge>;
}
