import { cx } from "@/lib/cx";

/** The place of something that is on its way. Decoration: Loading says it in words. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden="true" className={cx("block animate-pulse rounded-control bg-line", className)} />;
}

/** Lines of a list that is on its way, and the sentence for those who listen. */
export function SkeletonRows({ rows = 4, label = "Loading" }: { rows?: number; label?: string }) {
  return (
    <div role="status">
      <span className="sr-only">{label}…</span>
      <div className="space-y-3">
        {Array.from({ length: rows }, (_, row) => (
          <Skeleton key={row} className="h-16 w-full" />
        ))}
      </div>
    </div>
  );
}

/** A whole page that is on its way: a screen high, so that nothing below it jumps when the page is there. */
export function PageSkeleton() {
  return (
    <div role="status" className="min-h-dvh py-4">
      <span className="sr-only">Loading…</span>
      <Skeleton className="h-10 w-2/3 max-w-sm" />
      <Skeleton className="mt-4 h-5 w-full max-w-xl" />
      <div className="mt-8 grid gap-4 sm:grid-cols-2">
        <Skeleton className="h-40" />
        <Skeleton className="h-40" />
      </div>
    </div>
  );
}
