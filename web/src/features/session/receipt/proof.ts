/** What shows that both were there, in plain words: each one's signs, and what the call itself told. */
import type { Party, Receipt } from "@/lib/api/types";

import { who, type Parties } from "../words";
import { clockTime } from "./clock-time";
import type { Stretch } from "./explain";

/** The sentences about a stretch; the channel's notices are told where they happened, the first ones with the first stretch. */
export function proofSentences(stretch: Stretch, receipt: Receipt, parties: Parties): string[] {
  const notices = receipt.channel_notices.filter((notice) => isWithin(Date.parse(notice.occurred_at), stretch, receipt));
  return [
    ...(stretch.proof ? (["client", "reader"] as const).map((party) => signsOf(party, stretch.proof as Proof, parties)) : []),
    ...notices.map(({ party, event, occurred_at }) => {
      const did = event === "join" ? "joined the call" : "left the call";
      return `${named(party, parties)} ${did} ${clockTime(occurred_at)}, by the call's own notice.`;
    }),
  ];
}

type Proof = NonNullable<Receipt["intervals"][number]["proof"]>;

function signsOf(party: Party, proof: Proof, parties: Parties): string {
  const { since, last_sign_at } = proof[party];
  return `${named(party, parties)}: here from ${clockTime(since)}, last sign ${clockTime(last_sign_at)}.`;
}

function named(party: Party, parties: Parties): string {
  return who(party, parties).replace(/^you$/, "You");
}

/** The call's clock tells whole seconds, so a notice may seem to come just before what it closed. */
function isWithin(atMs: number, stretch: Stretch, receipt: Receipt): boolean {
  const isFirst = stretch.startedAt === receipt.intervals[0]?.started_at;
  const isLast = stretch.endedAt === receipt.ended_at;
  const fromMs = Math.floor(Date.parse(stretch.startedAt) / 1000) * 1000;
  const untilMs = Math.floor(Date.parse(stretch.endedAt) / 1000) * 1000;
  return (isFirst || atMs >= fromMs) && (isLast || atMs < untilMs);
}
