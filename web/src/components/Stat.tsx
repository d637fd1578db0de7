import type { ReactNode } from "react";

import { cx } from "@/lib/cx";

import { Card } from "./Card";

/** One figure and what it is: a line on a phone. Stands in a <dl>. */
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
    <Card
      tone={strong ? "gold" : "plain"}
      padding="none"
      className="px-5 py-3.5 max-sm:flex max-sm:flex-wrap max-sm:items-baseline max-sm:justify-between max-sm:gap-x-4 sm:p-6"
    >
      <dt className={cx("text-sm font-semibold", strong ? "text-gold-text" : "text-muted")}>{label}</dt>
      <dd className="tabular font-serif text-2xl font-semibold sm:mt-1 sm:text-3xl">{children}</dd>
      {note ? <dd className="w-full text-sm text-muted sm:mt-1">{note}</dd> : null}
    </Card>
  );
}
