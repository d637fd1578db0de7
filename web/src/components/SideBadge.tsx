import { useAccount } from "@/lib/account";

import { Badge } from "./Badge";

/** On a session or booking in which the person is on another side than their account's role says; else nothing. */
export function SideBadge({ role }: { role: string }) {
  const own = useAccount().data?.role;
  if (own === undefined || role === own || role === "admin") return null;
  return <Badge tone="neutral">As {role}</Badge>;
}
