import { cx } from "@/lib/cx";
import { formatTime, type TimeStyle } from "@/lib/time";

/** A moment, in the viewer's own zone; the machine-readable instant goes with it. */
export function DateTime({ at, style = "date_time", className }: { at: string; style?: TimeStyle; className?: string }) {
  return (
    <time dateTime={at} className={cx("tabular", className)}>
      {formatTime(at, style)}
    </time>
  );
}
