import { Button } from "@/components/Button";
import { EmptyState } from "@/components/States";
import { plural } from "@/lib/words";

import type { ActiveFilter, ReaderFilters } from "./filters";
import { useTotalsWithout } from "./useReaders";

/** So many ways out are offered. */
const MOST_WAYS = 4;

interface NobodyMatchesProps {
  active: ActiveFilter[];
  onChange: (filters: ReaderFilters) => void;
  onClear: () => void;
}

/** Nobody matches: which filter to give up, and whom that would bring. */
export function NobodyMatches({ active, onChange, onClear }: NobodyMatchesProps) {
  const totals = useTotalsWithout(active);
  const ways = active
    .map((filter, index) => ({ ...filter, total: totals[index] ?? 0 }))
    .filter(({ total }) => total > 0)
    .sort((a, b) => b.total - a.total)
    .slice(0, MOST_WAYS);
  const isKnown = totals.every((total) => total !== undefined);
  return (
    <EmptyState
      icon="search"
      title="No reader matches"
      action={
        active.length > 0 ? (
          <Button variant="secondary" onClick={onClear}>
            Clear the filters
          </Button>
        ) : undefined
      }
    >
      {ways.length > 0 ? (
        <>
          <p>Give up one of your wishes:</p>
          <ul className="mt-3 flex flex-wrap justify-center gap-2">
            {ways.map(({ id, label, total, without }) => (
              <li key={id}>
                <Button size="small" variant="secondary" onClick={() => onChange(without)}>
                  <span>
                    Without {label}: <span className="text-pink-text">{plural(total, "reader")}</span>
                  </span>
                </Button>
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p>{isKnown && active.length > 1 ? "Giving up one of your wishes is not enough." : "Try another word, or look at everybody."}</p>
      )}
    </EmptyState>
  );
}
