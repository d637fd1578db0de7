import { cx } from "@/lib/cx";
import { formatCount, formatRating, plural } from "@/lib/words";

import { Icon } from "./icons";

interface RatingProps {
  hundredths: number | null;
  count: number;
  /** "(132)" instead of "(132 reviews)", for cards; listeners hear the word all the same. */
  compact?: boolean;
  className?: string;
}

/** A reader's average ("4.87 (132 reviews)"), or that there is none yet. */
export function Rating({ hundredths, count, compact = false, className }: RatingProps) {
  if (hundredths === null || count === 0)
    return <span className={cx("text-sm text-muted", className)}>{compact ? "New here" : "No reviews yet"}</span>;
  return (
    <span className={cx("inline-flex items-center gap-1.5 text-sm", className)}>
      <Icon name="star" filled className="size-4 text-gold" />
      <span className="sr-only">Rated</span>
      <span className="tabular font-semibold">{formatRating(hundredths)}</span>
      <span className="text-muted">
        ({compact ? formatCount(count) : plural(count, "review")}
        {compact ? <span className="sr-only"> reviews</span> : null})
      </span>
    </span>
  );
}

/** One review's stars. */
export function Stars({ rating }: { rating: number }) {
  return (
    <span role="img" aria-label={`${rating} of 5 stars`} className="inline-flex text-gold">
      {[1, 2, 3, 4, 5].map((star) => (
        <Icon key={star} name="star" filled={star <= rating} className="size-4" />
      ))}
    </span>
  );
}
