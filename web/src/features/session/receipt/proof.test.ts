import { expect, it } from "vitest";

import type { Receipt } from "@/lib/api/types";

import { clockTime } from "./clock-time";
import { stretchesOf } from "./explain";
import { proofSentences } from "./proof";

const START = Date.parse("2026-03-01T10:00:00.000Z");
const at = (seconds: number) => new Date(START + seconds * 1000).toISOString();
const clock = (seconds: number) => clockTime(at(seconds));
const parties = { party: "client", client: { display_name: "Ana Lima" }, reader: { display_name: "Maya Moon" } } as const;

const receipt = {
  ended_at: at(400),
  intervals: [
    {
      started_at: at(0),
      ended_at: at(90),
      seconds: 90,
      closed_by: "reader_left",
      proof: { client: { since: at(-3), last_sign_at: at(105) }, reader: { since: at(0), last_sign_at: at(90) } },
    },
  ],
  channel_notices: [
    { party: "client", event: "join", occurred_at: at(-2) },
    { party: "reader", event: "leave", occurred_at: at(90) },
  ],
} as unknown as Receipt;

it("tells of each stretch who was here from when to when, and what the call told", () => {
  const [together, apart] = stretchesOf(receipt);
  expect(together && proofSentences(together, receipt, parties)).toEqual([
    `You: here from ${clock(-3)}, last sign ${clock(105)}.`,
    `Maya Moon: here from ${clock(0)}, last sign ${clock(90)}.`,
    `You joined the call ${clock(-2)}, by the call's own notice.`,
  ]);
  expect(apart && proofSentences(apart, receipt, parties)).toEqual([`Maya Moon left the call ${clock(90)}, by the call's own notice.`]);
});

it("tells nothing of an old session that kept no proof", () => {
  const old = { ...receipt, channel_notices: [], intervals: receipt.intervals.map((interval) => ({ ...interval, proof: null })) };
  expect(stretchesOf(old).flatMap((stretch) => proofSentences(stretch, old, parties))).toEqual([]);
});
