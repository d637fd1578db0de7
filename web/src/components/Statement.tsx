import type { UseInfiniteQueryResult, InfiniteData } from "@tanstack/react-query";
import { useEffect, useState, type ReactNode } from "react";

import { download } from "@/lib/api/client";
import { sentenceFor } from "@/lib/api/errors";
import type { Entry, EntryKind } from "@/lib/api/types";
import { cx } from "@/lib/cx";
import { notify } from "@/lib/notices";
import { viewerTimeZone } from "@/lib/time";
import { KIND_WORDS, plural } from "@/lib/words";

import { Button, TextLink } from "./Button";
import { Card } from "./Card";
import { DateTime } from "./DateTime";
import { Select, TextField } from "./Field";
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

/** Which entries are shown: of one kind, of days (dates, both included) in the zone of the device. */
export interface StatementFilter {
  kind: EntryKind | null;
  from: string | null;
  to: string | null;
}

/** The filter as the API's query has it; without days no zone is named. */
export function filterQuery({ kind, from, to }: StatementFilter) {
  return {
    kind: kind ?? undefined,
    from: from ?? undefined,
    to: to ?? undefined,
    time_zone: from !== null || to !== null ? viewerTimeZone() : undefined,
  };
}

interface StatementProps {
  entries: UseInfiniteQueryResult<InfiniteData<{ items: Entry[] }>>;
  kinds: readonly EntryKind[];
  filter: StatementFilter;
  onFilter: (change: Partial<StatementFilter>) => void;
  csvPath: string;
  csvName: string;
  empty: ReactNode;
}

/** Entries of an account with the balance after each, a way to see why, and the same, with the same filter, as a CSV file. */
export function Statement({ entries, kinds, filter, onFilter, csvPath, csvName, empty }: StatementProps) {
  const rows = entries.data?.pages.flatMap((page) => page.items) ?? [];
  const { kind, from, to } = filter;
  const filtered = kind !== null || from !== null || to !== null;
  const query = new URLSearchParams(Object.entries(filterQuery(filter)).filter((each): each is [string, string] => each[1] !== undefined));
  useReadOn(entries, rows.length === 0);
  return (
    <Card as="section" aria-label="Statement">
      <div className="mb-4 flex flex-wrap items-center justify-between gap-4">
        <h2 className="text-2xl">Statement</h2>
        <CsvButton path={query.size > 0 ? `${csvPath}?${query}` : csvPath} name={csvName} />
      </div>
      <div className="mb-5 grid gap-3 sm:grid-cols-3">
        <Select label="Show" value={kind ?? ""} onChange={(event) => onFilter({ kind: (event.target.value || null) as EntryKind | null })}>
          <option value="">All entries</option>
          {kinds.map((each) => (
            <option key={each} value={each}>
              {KIND_WORDS[each]}
            </option>
          ))}
        </Select>
        <TextField
          label="From"
          type="date"
          max={to ?? undefined}
          value={from ?? ""}
          onChange={(event) => onFilter({ from: event.target.value || null })}
        />
        <TextField
          label="To"
          type="date"
          min={from ?? undefined}
          value={to ?? ""}
          onChange={(event) => onFilter({ to: event.target.value || null })}
        />
      </div>
      {entries.isPending || (rows.length === 0 && entries.hasNextPage && !entries.isError) ? (
        <SkeletonRows rows={6} label="Loading the statement" />
      ) : entries.isError && rows.length === 0 ? (
        <ErrorState
          title="The statement did not load"
          error={entries.error}
          onRetry={() => void entries.refetch()}
          retrying={entries.isFetching}
        />
      ) : rows.length === 0 ? (
        filtered ? (
          <EmptyState
            icon="search"
            title="Nothing of this kind and time"
            action={
              <Button variant="secondary" onClick={() => onFilter({ kind: null, from: null, to: null })}>
                Show all entries
              </Button>
            }
          >
            {kind === null ? "There are no entries on these days." : `There are no entries of the kind “${KIND_WORDS[kind]}” here.`}
          </EmptyState>
        ) : (
          empty
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

/** A page of a filtered statement may be empty and still have a next one: it is asked for until something is there. */
function useReadOn({ hasNextPage, isFetching, isError, fetchNextPage }: StatementProps["entries"], isEmpty: boolean): void {
  useEffect(() => {
    if (isEmpty && hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [isEmpty, hasNextPage, isFetching, isError, fetchNextPage]);
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
        <span className="block break-words font-medium">{entry.description}</span>
        <span className="flex flex-wrap items-center gap-x-2.5 text-sm text-muted">
          {entry.description === KIND_WORDS[entry.kind] ? null : <span className="max-sm:sr-only">{KIND_WORDS[entry.kind]}</span>}
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
