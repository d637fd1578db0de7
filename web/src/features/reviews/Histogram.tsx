import { Rating } from "@/components/Rating";
import { formatCount, plural } from "@/lib/words";

interface HistogramProps {
  /** How many reviews gave 1, 2, … 5 stars. */
  counts: readonly number[];
  hundredths: number | null;
  total: number;
}

/** How the ratings are spread: a bar for each number of stars, most first. */
export function Histogram({ counts, hundredths, total }: HistogramProps) {
  const most = Math.max(1, ...counts);
  return (
    <div className="min-w-0 grow basis-64">
      <Rating hundredths={hundredths} count={total} className="mb-3 text-base" />
      <ul aria-label="Ratings by stars" className="max-w-md space-y-1">
        {counts
          .map((count, index) => ({ stars: index + 1, count }))
          .reverse()
          .map(({ stars, count }) => (
            <li key={stars} className="grid grid-cols-[4.25rem_1fr_3.5rem] items-center gap-2 text-sm">
              <span className="text-muted">{plural(stars, "star")}</span>
              <span aria-hidden="true" className="h-2.5 overflow-hidden rounded-full bg-line">
                <span className="block h-full rounded-full bg-gold" style={{ width: `${(count / most) * 100}%` }} />
              </span>
              <span className="tabular text-right">
                {formatCount(count)}
                <span className="sr-only"> {count === 1 ? "review" : "reviews"}</span>
              </span>
            </li>
          ))}
      </ul>
    </div>
  );
}
