import { useQuery } from "@tanstack/react-query";

import { TextLink } from "@/components/Button";
import { Card } from "@/components/Card";
import { api, data } from "@/lib/api/client";
import { queryKeys } from "@/lib/api/query";
import type { Role } from "@/lib/api/types";

const ONE = { params: { query: { limit: 1 } } };

/** The way to statements that the pages of this role do not lead to: a former reader's earnings, an admin's wallet. */
export function MoneyOfBefore({ role }: { role: Role }) {
  const hasEarned = useQuery({
    queryKey: queryKeys.hasEntries("earnings"),
    queryFn: async ({ signal }) => (await data(api.GET("/v1/earnings/entries", { ...ONE, signal }))).items.length > 0,
    enabled: role !== "reader",
  }).data;
  const hasPaid = useQuery({
    queryKey: queryKeys.hasEntries("wallet"),
    queryFn: async ({ signal }) => (await data(api.GET("/v1/wallet/entries", { ...ONE, signal }))).items.length > 0,
    enabled: role === "admin",
  }).data;
  if (!hasEarned && !hasPaid) return null;
  return (
    <Card as="section" aria-labelledby="money-of-before">
      <h2 id="money-of-before" className="mb-2 text-2xl">
        From before
      </h2>
      <ul className="space-y-1">
        {hasEarned ? (
          <li>
            <TextLink to="/earnings">What you earned as a reader</TextLink>
          </li>
        ) : null}
        {hasPaid ? (
          <li>
            <TextLink to="/wallet">Your wallet as a client</TextLink>
          </li>
        ) : null}
      </ul>
    </Card>
  );
}
