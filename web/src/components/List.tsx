/* A table that is laid out as blocks loses its roles in browsers, so each is given again. */
/* eslint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role */
import type { ReactNode } from "react";

import { cx } from "@/lib/cx";

import { Button } from "./Button";
import { FormError } from "./FormError";

interface Column<Row> {
  id: string;
  header: ReactNode;
  cell: (row: Row) => ReactNode;
  /** Numbers stand at the right. */
  align?: "right";
  /** On a phone the row is a card of its own; this cell is its heading and shows no label. */
  leads?: boolean;
}

interface DataTableProps<Row> {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
}

/** Rows with columns. On a narrow screen each row becomes a small card with labelled values; it stays a table to those who listen. */
export function DataTable<Row>({ caption, columns, rows, rowKey }: DataTableProps<Row>) {
  return (
    <table role="table" className="block w-full border-collapse md:table">
      <caption className="sr-only">{caption}</caption>
      <thead role="rowgroup" className="sr-only md:not-sr-only md:table-header-group">
        <tr role="row" className="md:table-row">
          {columns.map((column) => (
            <th
              key={column.id}
              role="columnheader"
              scope="col"
              className={cx(
                "border-b border-line px-3 py-2.5 text-sm font-semibold text-muted",
                column.align === "right" ? "text-right" : "text-left",
              )}
            >
              {column.header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup" className="block md:table-row-group">
        {rows.map((row) => (
          <tr
            key={rowKey(row)}
            role="row"
            className="flex flex-wrap justify-between gap-x-4 gap-y-1.5 border-b border-line py-3.5 last:border-b-0 md:table-row md:py-0"
          >
            {columns.map((column) => (
              <td
                key={column.id}
                role="cell"
                className={cx(
                  "flex items-baseline gap-2 md:table-cell md:px-3 md:py-3",
                  column.leads && "w-full md:w-auto",
                  column.align === "right" && "md:text-right",
                )}
              >
                {column.leads ? null : (
                  <span aria-hidden="true" className="shrink-0 text-sm text-muted md:hidden">
                    {column.header}
                  </span>
                )}
                <span className={cx("min-w-0 md:block", column.leads && "w-full")}>{column.cell(row)}</span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface LoadMoreProps {
  hasMore: boolean;
  loading: boolean;
  error: unknown;
  onMore: () => void;
  /** "All 12 readers shown." at the end of the list. */
  end?: ReactNode;
}

/** The foot of a paged list. */
export function LoadMore({ hasMore, loading, error, onMore, end }: LoadMoreProps) {
  return (
    <div className="mt-6 flex flex-col items-center gap-3">
      <FormError error={error} />
      {hasMore ? (
        <Button variant="secondary" busy={loading} onClick={onMore}>
          {loading ? "Loading more" : "Load more"}
        </Button>
      ) : end ? (
        <p className="text-sm text-muted">{end}</p>
      ) : null}
    </div>
  );
}
