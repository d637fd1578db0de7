import { useQuery } from "@tanstack/react-query";

import { Banner } from "@/components/Banner";
import { Button } from "@/components/Button";
import { Card } from "@/components/Card";
import { DateTime } from "@/components/DateTime";
import { DataTable } from "@/components/List";
import { SkeletonRows } from "@/components/Skeleton";
import { Stat } from "@/components/Stat";
import { EmptyState, ErrorState } from "@/components/States";
import { api, data } from "@/lib/api/client";
import { hasCode } from "@/lib/api/errors";
import { formatCount, plural } from "@/lib/words";

/** "Open sessions" from "open_sessions". */
function heading(name: string): string {
  const words = name.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What the last check of the whole ledger found. */
export function LedgerCheck() {
  const check = useQuery({
    queryKey: ["admin", "ledger-check"],
    queryFn: ({ signal }) => data(api.GET("/v1/admin/ledger-check", { signal })),
  });
  const refresh = (
    <Button variant="secondary" size="small" busy={check.isFetching} onClick={() => void check.refetch()}>
      Refresh
    </Button>
  );
  if (check.isPending) return <SkeletonRows rows={3} label="Loading the last check" />;
  if (hasCode(check.error, "not_found"))
    return (
      <EmptyState icon="shield" title="No check has run yet" action={refresh}>
        The whole ledger is checked on a schedule. The first result appears here.
      </EmptyState>
    );
  if (check.isError)
    return (
      <ErrorState title="The check did not load" error={check.error} onRetry={() => void check.refetch()} retrying={check.isFetching} />
    );
  const report = check.data;
  return (
    <div className="space-y-6">
      <Banner
        tone={report.violation_count === 0 ? "success" : "danger"}
        live
        title={report.violation_count === 0 ? "Every cent agrees" : plural(report.violation_count, "violation")}
        action={refresh}
      >
        Checked <DateTime at={report.finished_at} />.
      </Banner>
      {report.payouts_stopped ? (
        <Banner tone="danger" title="Payouts are stopped">
          They stay stopped until a person has decided about each violation.
        </Banner>
      ) : null}
      <dl className="grid gap-4 sm:grid-cols-3">
        {Object.entries(report.counts).map(([name, count]) => (
          <Stat key={name} label={heading(name)}>
            {formatCount(count)}
          </Stat>
        ))}
      </dl>
      {report.violations.length > 0 ? (
        <Card>
          <DataTable
            caption="Violations"
            rows={report.violations}
            rowKey={(violation) => `${violation.invariant} ${violation.subject}`}
            columns={[
              { id: "invariant", header: "Invariant", leads: true, cell: (violation) => <strong>{violation.invariant}</strong> },
              { id: "subject", header: "Where", cell: (violation) => <code className="break-all">{violation.subject}</code> },
              { id: "detail", header: "What", cell: (violation) => violation.detail },
            ]}
          />
        </Card>
      ) : null}
    </div>
  );
}
