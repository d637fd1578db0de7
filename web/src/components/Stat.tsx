import type { ReactNode } from "react";

import { cx } from "@/lib/cx";

import { Card } from "./Card";

/** One figure and what it is. Stands in a <dl>. */
export function Stat({
  label,
  children,
  note,
  strong = false,
}: {
  label: string;
  children: ReactNode;
  note?: ReactNode;
  strong?: boolean;
}) {
  return (
    <Card tone={strong ? "gold" : "plain"}>
      <dt className={cx("text-sm font-semibold", strong ? "text-gold-text" : "text-muted")}>{label}</dt>
      <dd className="tabular mt-1 font-serif text-3xl font-semibold">{children}</dd>
      {note ? <dd className="mt-1 text-sm text-muted">{note}</dd> : null}
    </Card>
  );
}
