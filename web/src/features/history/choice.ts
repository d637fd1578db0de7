import type { Modality, Party, SessionOutcome } from "@/lib/api/types";
import { MODALITIES } from "@/lib/words";
import { addDays, dayOf, instantOf, type Day } from "@/lib/zones";

export const OUTCOMES: readonly SessionOutcome[] = ["held", "not_held", "in_progress"];
/** Days up to today; "dates" is a period of one's own. */
export const PERIODS = ["7", "30", "90", "365", "dates"] as const;
export type Period = (typeof PERIODS)[number];
export const PARTIES: readonly Party[] = ["client", "reader"];

/** Which sessions to show, as the page's address says it. What is absent does not narrow. */
export interface Choice {
  /** The side on which the person was. */
  party?: Party;
  modality?: Modality;
  outcome?: SessionOutcome;
  booked?: boolean;
  /** The id of the person on the other side. */
  with?: string;
  period?: Period;
  /** First and last day of a period of one's own, both included. */
  from?: Day;
  to?: Day;
}

function oneOf<Value extends string>(values: readonly Value[], given: string | null): Value | undefined {
  return values.find((value) => value === given);
}

function dayFrom(given: string | null): Day | undefined {
  return given !== null && /^\d{4}-\d{2}-\d{2}$/.test(given) && !Number.isNaN(Date.parse(given)) ? given : undefined;
}

/** Parts of a choice that become something else; undefined takes a part away. */
export type Change = { [Name in keyof Choice]?: Choice[Name] | undefined };

/** What is not said is absent, so that a choice compares by what it holds. */
function tidy(choice: Change): Choice {
  return Object.fromEntries(Object.entries(choice as Record<string, unknown>).filter(([, value]) => value !== undefined));
}

export function choiceFromQuery(query: URLSearchParams): Choice {
  const booked = oneOf(["true", "false"], query.get("booked"));
  const withWhom = query.get("with");
  const period = oneOf(PERIODS, query.get("period"));
  const own = period === "dates";
  return tidy({
    party: oneOf(PARTIES, query.get("party")),
    modality: oneOf(MODALITIES, query.get("modality")),
    outcome: oneOf(OUTCOMES, query.get("outcome")),
    booked: booked === undefined ? undefined : booked === "true",
    with: withWhom !== null && /^usr_[0-9a-z]{26}$/.test(withWhom) ? withWhom : undefined,
    period,
    from: own ? dayFrom(query.get("from")) : undefined,
    to: own ? dayFrom(query.get("to")) : undefined,
  });
}

export function queryFromChoice(choice: Choice): Record<string, string> {
  return Object.fromEntries(Object.entries(choice).map(([name, value]) => [name, String(value)]));
}

/** The choice with some parts changed; with the period go its own days. */
export function changed(choice: Choice, change: Change): Choice {
  const next = { ...choice, ...change };
  return tidy(next.period === "dates" ? next : { ...next, from: undefined, to: undefined });
}

/** How many parts narrow the list. */
export function countOf(choice: Choice): number {
  return Object.keys(choice).filter((name) => name !== "from" && name !== "to").length;
}

/** Whether the days of a period of one's own contradict each other. */
export function isBackwards({ from, to }: Choice): boolean {
  return from !== undefined && to !== undefined && from > to;
}

/** What the API is asked for. Days are the viewer's; the last one counts whole. */
export function apiQuery(choice: Choice, nowMs: number, zone: string) {
  const { party, modality, outcome, booked, with: counterpart_id, period } = choice;
  const today = dayOf(nowMs, zone);
  const own = period === "dates";
  const first = own ? choice.from : period === undefined ? undefined : addDays(today, 1 - Number(period));
  const last = own ? choice.to : undefined;
  const startOf = (day: Day) => new Date(instantOf(day, 0, zone)).toISOString();
  return {
    ...(party ? { party } : {}),
    ...(modality ? { modality } : {}),
    ...(outcome ? { outcome } : {}),
    ...(booked === undefined ? {} : { booked }),
    ...(counterpart_id ? { counterpart_id } : {}),
    ...(first === undefined ? {} : { from: startOf(first) }),
    ...(last === undefined ? {} : { to: startOf(addDays(last, 1)) }),
  };
}
