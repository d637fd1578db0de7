const formats = new Map<string, Intl.NumberFormat>();

function formatFor(currency: string, signed: boolean): Intl.NumberFormat {
  const key = `${currency}/${signed}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat("en-US", { style: "currency", currency, signDisplay: signed ? "exceptZero" : "auto" });
    formats.set(key, format);
  }
  return format;
}

/** Integer cents as a decimal string ("-10.05"), without passing through a float. */
export function centsToDecimal(cents: number): `${number}` {
  if (!Number.isSafeInteger(cents)) throw new RangeError(`not a whole number of cents: ${cents}`);
  const digits = String(Math.abs(cents)).padStart(3, "0");
  return `${cents < 0 ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}` as `${number}`;
}

/** "$2.50" from 250. With `signed`, "+$2.50" and "-$2.50" as statements show them. */
export function formatMoney(cents: number, currency = "USD", signed = false): string {
  return formatFor(currency, signed).format(centsToDecimal(cents));
}

/** "$2.50/min": how every rate is written. */
export function formatRate(rateCents: number, currency = "USD"): string {
  return `${formatMoney(rateCents, currency)}/min`;
}

/** What a person typed as an amount ("25", "$12.50", "1,000") in cents; null if it is not an amount of whole cents. */
export function parseAmount(text: string): number | null {
  const match = /^\$?\s*(\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.(\d{1,2}))?$/.exec(text.trim());
  if (!match?.[1]) return null;
  return Number(match[1].replaceAll(",", "")) * 100 + Number((match[2] ?? "").padEnd(2, "0"));
}
