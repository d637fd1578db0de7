import { useSearchParams } from "react-router";

export type Period = 1 | 7 | 30 | 90;

export const PERIODS: readonly { value: Period; label: string; words: string }[] = [
  { value: 1, label: "Today", words: "today" },
  { value: 7, label: "7 days", words: "in the last 7 days" },
  { value: 30, label: "30 days", words: "in the last 30 days" },
  { value: 90, label: "90 days", words: "in the last 90 days" },
];
const USUAL: Period = 30;

/** How many days up to today are looked at: in the page's address, so that Back and a link know it. */
export function usePeriod(): [Period, (period: Period) => void] {
  const [query, setQuery] = useSearchParams();
  const asked = Number(query.get("days"));
  const period = PERIODS.find(({ value }) => value === asked)?.value ?? USUAL;
  const choose = (next: Period) => {
    const changed = new URLSearchParams(query);
    if (next === USUAL) changed.delete("days");
    else changed.set("days", String(next));
    setQuery(changed, { replace: true, preventScrollReset: true });
  };
  return [period, choose];
}
