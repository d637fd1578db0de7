import { cx } from "@/lib/cx";
import { formatMoney, formatRate } from "@/lib/money";

interface MoneyProps {
  cents: number;
  currency?: string;
  /** Show + and −, coloured, as in a statement. */
  signed?: boolean;
  className?: string;
}

/** Every amount of money on every page. */
export function Money({ cents, currency = "USD", signed = false, className }: MoneyProps) {
  return (
    <span className={cx("tabular whitespace-nowrap", signed && cents > 0 && "text-success", className)}>
      {formatMoney(cents, currency, signed)}
    </span>
  );
}

/** Every price per minute on every page. */
export function Rate({ cents, currency = "USD", className }: Omit<MoneyProps, "signed">) {
  return <span className={cx("tabular whitespace-nowrap", className)}>{formatRate(cents, currency)}</span>;
}
