import { Icon } from "@/components/icons";

import { type ActiveFilter, type ReaderFilters } from "./filters";

interface ActiveFiltersProps {
  active: ActiveFilter[];
  onChange: (filters: ReaderFilters) => void;
  onClear: () => void;
}

/** The filters that are set, each with a way to take it back. */
export function ActiveFilters({ active, onChange, onClear }: ActiveFiltersProps) {
  if (active.length === 0) return null;
  return (
    <ul aria-label="Filters that are set" className="mb-5 flex flex-wrap items-center gap-2">
      {active.map(({ id, label, without }) => (
        <li key={id}>
          <button
            type="button"
            onClick={() => onChange(without)}
            className="inline-flex min-h-9 max-w-72 items-center gap-1.5 rounded-full border border-pink/35 bg-pink-tint py-1 pl-3.5 pr-2.5 text-sm font-semibold text-pink-text transition-colors duration-150 hover:border-pink-text"
          >
            <span className="sr-only">Remove the filter </span>
            <span className="truncate">{label}</span>
            <Icon name="close" className="size-4 shrink-0" />
          </button>
        </li>
      ))}
      <li>
        <button
          type="button"
          onClick={onClear}
          className="min-h-9 px-2 text-sm font-semibold text-muted underline underline-offset-4 hover:text-text"
        >
          Clear all
        </button>
      </li>
    </ul>
  );
}
