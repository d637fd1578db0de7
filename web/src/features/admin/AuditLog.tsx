import { useInfiniteQuery } from "@tanstack/react-query";

import { Card } from "@/components/Card";
import { DateTime } from "@/components/DateTime";
import { DataTable, LoadMore } from "@/components/List";
import { SkeletonRows } from "@/components/Skeleton";
import { EmptyState, ErrorState } from "@/components/States";
import { api, data } from "@/lib/api/client";
import type { AuditEntry } from "@/lib/api/types";

/** Who changed what, and why. */
export function AuditLog() {
  const log = useInfiniteQuery({
    queryKey: ["admin", "audit-log"],
    queryFn: ({ pageParam, signal }) => data(api.GET("/v1/admin/audit-log", { params: { query: { cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
  const found = log.data?.pages.flatMap((page) => page.items) ?? [];
  if (log.isPending) return <SkeletonRows rows={5} label="Loading the audit log" />;
  if (log.isError && found.length === 0)
    return <ErrorState error={log.error} onRetry={() => void log.refetch()} retrying={log.isFetching} />;
  if (found.length === 0)
    return (
      <EmptyState icon="shield" title="No entries yet">
        Every change that an administrator makes is written here.
      </EmptyState>
    );
  return (
    <Card>
      <DataTable
        caption="Audit log, newest first"
        rows={found}
        rowKey={(entry) => entry.audit_id}
        columns={[
          {
            id: "action",
            header: "Action and reason",
            leads: true,
            cell: (entry) => (
              <>
                <strong className="block">{entry.action.replaceAll("_", " ")}</strong>
                <span className="text-muted">{entry.reason}</span>
              </>
            ),
          },
          { id: "change", header: "Change", cell: (entry) => <Change before={entry.before} after={entry.after} /> },
          {
            id: "who",
            header: "On whom, by whom",
            cell: (entry) => (
              <span className="block font-mono text-xs leading-relaxed break-all">
                {entry.target_id}
                <span className="block text-muted">{entry.actor_id}</span>
              </span>
            ),
          },
          { id: "when", header: "When", cell: (entry) => <DateTime at={entry.at} className="text-sm text-muted md:whitespace-nowrap" /> },
        ]}
      />
      <LoadMore hasMore={log.hasNextPage} loading={log.isFetchingNextPage} error={null} onMore={() => void log.fetchNextPage()} />
    </Card>
  );
}

/** "verified: false → true", a line for each value that changed. */
function Change({ before, after }: Pick<AuditEntry, "before" | "after">) {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return (
    <ul className="text-sm">
      {names.map((name) => (
        <li key={name}>
          {name}: {String(before[name] ?? "none")} → {String(after[name] ?? "none")}
        </li>
      ))}
    </ul>
  );
}
