import { useSearchParams } from "react-router";

import type { EntryKind } from "@/lib/api/types";

import type { StatementFilter } from "./Statement";

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** The filter of a page's statement, in the page's address, so that Back and a link know it. */
export function useStatementFilter(kinds: readonly EntryKind[]): [StatementFilter, (change: Partial<StatementFilter>) => void] {
  const [query, setQuery] = useSearchParams();
  const date = (name: string) => {
    const asked = query.get(name);
    return asked !== null && DATE.test(asked) ? asked : null;
  };
  const filter = { kind: kinds.find((each) => each === query.get("kind")) ?? null, from: date("from"), to: date("to") };
  const change = (next: Partial<StatementFilter>) => {
    const changed = new URLSearchParams(query);
    for (const [name, value] of Object.entries(next)) {
      if (value === null) changed.delete(name);
      else changed.set(name, value);
    }
    setQuery(changed, { replace: true, preventScrollReset: true });
  };
  return [filter, change];
}
