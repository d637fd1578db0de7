import { Card } from "@/components/Card";
import type { EarningsSummary } from "@/lib/api/types";
import { formatCount, plural } from "@/lib/words";
import { formatDay } from "@/lib/zones";

/** Who came back in the last 90 days, whatever period is looked at. */
export function ClientsCard({ clients }: { clients: EarningsSummary["clients"] }) {
  const share = clients.count === 0 ? 0 : Math.round((100 * clients.returning_count) / clients.count);
  return (
    <Card as="section" aria-labelledby="clients">
      <h2 id="clients" className="text-2xl">
        Clients who came back
      </h2>
      {clients.count === 0 ? (
        <p className="mt-2 text-muted">Nobody has had a paid reading since {formatDay(clients.since, "short")}.</p>
      ) : (
        <>
          <p className="mt-2">
            <span className="tabular font-serif text-3xl font-semibold">{share}%</span>{" "}
            <span className="text-muted">
              {formatCount(clients.returning_count)} of {plural(clients.count, "client")} since{" "}
              {formatDay(clients.since, "short")}
            </span>
          </p>
          {clients.top.length > 0 ? (
            <ol className="mt-3 divide-y divide-line">
              {clients.top.map((client, index) => (
                <li key={index} className="flex items-baseline justify-between gap-4 py-2.5">
                  <span className="min-w-0 truncate font-medium">{client.name}</span>
                  <span className="tabular shrink-0 text-sm text-muted">
                    {plural(client.readings, "reading")}, {client.minutes} min
                  </span>
                </li>
              ))}
            </ol>
          ) : null}
        </>
      )}
    </Card>
  );
}
