import { Select } from "@/components/Field";
import type { ReviewSort } from "@/lib/api/types";

const SORTS: readonly { value: ReviewSort; label: string }[] = [
  { value: "newest", label: "Newest first" },
  { value: "highest", label: "Highest first" },
  { value: "lowest", label: "Lowest first" },
];

export function SortSelect({ value, onChange }: { value: ReviewSort; onChange: (sort: ReviewSort) => void }) {
  return (
    <Select label="Order of reviews" labelHidden value={value} onChange={(event) => onChange(event.target.value as ReviewSort)}>
      {SORTS.map((sort) => (
        <option key={sort.value} value={sort.value}>
          {sort.label}
        </option>
      ))}
    </Select>
  );
}
