import type { UseInfiniteQueryResult, InfiniteData } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";

import { download } from "@/lib/api/client";
import { sentenceFor } from "@/lib/api/errors";
import type { Entry, EntryKind } from "@/lib/api/types";
import { cx } from "@/lib/cx";
import { notify } from "@/lib/notices";
import { KIND_WORDS, plural } from "@/lib/words";

import { Button, TextLink } from "./Button";
import { Card } from "./Card";
import { DateTime } from "./DateTime";
import { Select } from "./Field";
import { Icon, type IconName } from "./icons";
import { DataTable, LoadMore } from "./List";
import { Money } from "./Money";
import { SkeletonRows } from "./Skeleton";
import { EmptyState, ErrorState } from "./States";

interface Look {
  icon: IconName;
  className: string;
}

const PLAIN: Look = { icon: "receipt", className: "bg-sunken text-muted" };
const LOOKS: Partial<Record<EntryKind, Look>> = {
  top_up: { icon: "wallet", className: "bg-success-tint text-success" },
  refund: { icon: "receipt", className: "bg-success-tint text-success" },
  session_charge: { icon: "clock", className: "bg-pink-tint text-pink-text" },
  booking: { icon: "calendar", className: "bg-pink-tint text-pink-text" },
  commission: { icon: "sparkle", className: "bg-pink-tint text-pink-text" },
  payout: { icon: "wallet", className: "bg-gold-tint text-gold-text" },
  dispute: { icon: "warning", className: "bg-danger-tint text-danger" },
};

interface StatementProps {
  entries: UseInfiniteQueryResult<InfiniteData<{ items: Entry[] }>>;
  /** The kinds to filter by, or none to leave the filter away. */
  kinds?: readonly EntryKind[];
  kind?: EntryKind | null;
  onKind?: (kind: EntryKind | null) => void;
  csvPath: string;
  csvName: string;
  empty: ReactNode;
}

/** Entries of an account with the balance after each, a way to see why, and the same as a CSV file. */
export function Statement({ entries, kinds, kind = null, onKind, csvPath, csvName, empty }: StatementProps) {
  const rows = entries.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Card as="section" aria-label="Statement">
      <div className="mb-4 flex flex-wrap items-center justify-between gap-4">
        <h2 className="text-2xl">Statement</h2>
        <div className="flex flex-wrap items-end gap-3">
          {kinds && onKind ? (
            <Select
              label="Show"
              labelHidden
              value={kind ?? ""}
              onChange={(event) => onKind((event.target.value || null) as EntryKind | null)}
            >
              <option value="">All entries</option>
              {kinds.map((each) => (
                <option key={each} value={each}>
                  {KIND_WORDS[each]}
                </option>
              ))}
            </Select>
          ) : null}
          <CsvButton path={csvPath} name={csvName} />
        </div>
      </div>
      {entries.isPending ? (
        <SkeletonRows rows={6} label="Loading the statement" />
      ) : entries.isError && rows.length === 0 ? (
        <ErrorState
          title="The statement did not load"
          error={entries.error}
          onRetry={() => void entries.refetch()}
          retrying={entries.isFetching}
        />
      ) : rows.length === 0 ? (
        kind === null ? (
          empty
        ) : (
          <EmptyState icon="search" title="Nothing of this kind">
            There are no entries of the kind “{KIND_WORDS[kind]}”.
          </EmptyState>
        )
      ) : (
        <>
          <DataTable
            caption="Statement, newest first"
            rows={rows}
            rowKey={(entry) => entry.transfer_id}
            columns={[
              { id: "what", header: "Entry", leads: true, cell: (entry) => <EntryDescription entry={entry} /> },
              {
                id: "amount",
                header: "Amount",
                align: "right",
                cell: (entry) => <Money cents={entry.amount_cents} currency={entry.currency} signed className="font-semibold" />,
              },
              {
                id: "balance",
                header: "Balance",
                align: "right",
                cell: (entry) => <Money cents={entry.balance_after_cents} currency={entry.currency} className="text-muted" />,
              },
            ]}
          />
          <LoadMore
            hasMore={entries.hasNextPage}
            loading={entries.isFetchingNextPage}
            error={entries.isFetchNextPageError ? entries.error : null}
            onMore={() => void entries.fetchNextPage()}
            end={`That is all: ${plural(rows.length, "entry", "entries")}.`}
          />
        </>
      )}
    </Card>
  );
}

function EntryDescription({ entry }: { entry: Entry }) {
  const look = LOOKS[entry.kind] ?? PLAIN;
  const explanation = explanationOf(entry);
  return (
    <span className="flex items-center gap-3.5">
      <span className={cx("flex size-10 shrink-0 items-center justify-center rounded-full", look.className)}>
        <Icon name={look.icon} className="size-5" />
      </span>
      <span className="min-w-0">
        <span className="block font-medium">{entry.description}</span>
        <span className="flex flex-wrap items-center gap-x-2.5 text-sm text-muted">
          {entry.description === KIND_WORDS[entry.kind] ? null : <span>{KIND_WORDS[entry.kind]}</span>}
          <DateTime at={entry.occurred_at} />
          {explanation ? (
            <TextLink
              to={explanation.path}
              className="inline-flex min-h-6 items-center"
              aria-label={`Why? ${explanation.what} of: ${entry.description}`}
            >
              Why?
            </TextLink>
          ) : null}
        </span>
      </span>
    </span>
  );
}

/** The page that explains an entry: the receipt of a session, or a booking. */
function explanationOf({ refers_to }: Entry): { path: string; what: string } | null {
  if (refers_to?.type === "session") return { path: `/sessions/${refers_to.id}/receipt`, what: "Receipt" };
  return refers_to?.type === "booking" ? { path: `/bookings/${refers_to.id}`, what: "Booking" } : null;
}

function CsvButton({ path, name }: { path: string; name: string }) {
  const [busy, setBusy] = useState(false);
  const start = async () => {
    setBusy(true);
    try {
      await download(path, name);
    } catch (error) {
      notify(sentenceFor(error), "danger");
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button variant="secondary" icon="download" busy={busy} onClick={() => void start()}>
      CSV
      <span className="sr-only">: download the statement</span>
    </Button>
  );
}
