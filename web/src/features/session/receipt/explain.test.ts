import { describe, expect, it } from "vitest";

import type { Receipt } from "@/lib/api/types";

import { closedBySentence, explain, stretchesOf } from "./explain";

const CLIENT = { user_id: "usr_1", display_name: "Ana Lima", photo_url: null };
const READER = { user_id: "usr_2", display_name: "Maya Moon", photo_url: null };

function at(seconds: number): string {
  return new Date(Date.parse("2026-03-01T10:00:00.000Z") + seconds * 1000).toISOString();
}

function minute(number: number, change: Partial<Receipt["minutes"][number]> = {}): Receipt["minutes"][number] {
  return {
    minute: number,
    transfer_id: `trf_${number}`,
    amount_cents: 250,
    charged_at: at((number - 1) * 60),
    starts_at_seconds: (number - 1) * 60,
    reversed_by: null,
    ...change,
  };
}

function aReceipt(change: Partial<Receipt> = {}): Receipt {
  return {
    session_id: "ses_1",
    state: "finalized",
    modality: "video",
    rate_cents: 250,
    currency: "USD",
    client: CLIENT,
    reader: READER,
    created_at: at(-30),
    started_at: at(0),
    ended_at: at(179),
    finalized_at: at(179),
    end_reason: "ended_by_client",
    connected_seconds: 179,
    reconnects: 0,
    intervals: [{ started_at: at(0), ended_at: at(179), seconds: 179, closed_by: "end", proof: null }],
    channel_notices: [],
    minutes: [minute(1), minute(2), minute(3)],
    refunds: [],
    charged_cents: 750,
    refunded_cents: 0,
    total_cents: 750,
    split: null,
    booking: null,
    ...change,
  };
}

const asClient = { party: "client", client: CLIENT, reader: READER } as const;
const asReader = { party: "reader", client: CLIENT, reader: READER } as const;

describe("explain", () => {
  it("says how long, how many minutes and how much", () => {
    expect(explain(aReceipt(), asClient)).toEqual([
      "You and Maya Moon were both connected for 2 min 59 s.",
      "A minute is charged when it begins, at $2.50: 3 minutes came to $7.50.",
    ]);
  });

  it("names what was given back, and why", () => {
    const receipt = aReceipt({
      minutes: [minute(1), minute(2), minute(3), minute(4, { reversed_by: "trf_9" })],
      refunds: [{ transfer_id: "trf_9", amount_cents: 250, reason: "The session ended before this minute began", occurred_at: at(180) }],
      charged_cents: 1000,
      refunded_cents: 250,
    });
    expect(explain(receipt, asClient).slice(1)).toEqual([
      "A minute is charged when it begins, at $2.50: 4 minutes came to $10.00.",
      "$2.50 was given back: The session ended before this minute began.",
      "That leaves $7.50.",
    ]);
  });

  it("says that time apart was free", () => {
    const receipt = aReceipt({
      intervals: [
        { started_at: at(0), ended_at: at(90), seconds: 90, closed_by: "client_left", proof: null },
        { started_at: at(270), ended_at: at(310), seconds: 40, closed_by: "end", proof: null },
      ],
      connected_seconds: 130,
    });
    expect(explain(receipt, asClient).slice(0, 2)).toEqual([
      "You and Maya Moon were both connected for 2 min 10 s, in 2 stretches.",
      "The time in between was free.",
    ]);
  });

  it("shows the reader the split", () => {
    const receipt = aReceipt({ split: { reader_cents: 525, platform_cents: 225 } });
    expect(explain(receipt, asReader).at(-1)).toBe("You earn $5.25 of it; SoulSeer keeps $2.25.");
    expect(explain(receipt, asReader)[0]).toContain("You and Ana Lima");
  });

  it("says that nothing was charged where the two never met", () => {
    const receipt = aReceipt({ intervals: [], minutes: [], charged_cents: 0, total_cents: 0, connected_seconds: 0 });
    expect(explain(receipt, asClient)).toEqual(["You and Maya Moon were not connected at the same time, so nothing was charged."]);
  });
});

describe("stretchesOf", () => {
  it("fills the time between start and end without gaps", () => {
    const stretches = stretchesOf(
      aReceipt({
        ended_at: at(400),
        intervals: [
          { started_at: at(0), ended_at: at(90), seconds: 90, closed_by: "client_left", proof: null },
          { started_at: at(270), ended_at: at(310), seconds: 40, closed_by: "reader_left", proof: null },
        ],
      }),
    );
    expect(stretches.map(({ kind, seconds, closedBy }) => [kind, seconds, closedBy])).toEqual([
      ["together", 90, "client_left"],
      ["apart", 180, "client_left"],
      ["together", 40, "reader_left"],
      ["apart", 90, "reader_left"],
    ]);
    expect(stretches.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
  });

  it("is empty where the two never met", () => {
    expect(stretchesOf(aReceipt({ intervals: [] }))).toEqual([]);
  });
});

it("names who dropped out from the reader's point of view", () => {
  expect(closedBySentence("client_left", asClient)).toBe("You dropped out");
  expect(closedBySentence("client_left", asReader)).toBe("Ana Lima dropped out");
  expect(closedBySentence("funds", asReader)).toBe("The balance was used up");
});

describe("explain, of a booked reading", () => {
  const booking = {
    booking_id: "bkg_1",
    starts_at: at(0),
    ends_at: at(1800),
    client_deadline_at: at(900),
    reader_deadline_at: at(600),
    price_cents: 7_500,
  };
  const booked = aReceipt({ booking, minutes: [], charged_cents: 7_500, total_cents: 7_500, connected_seconds: 1_790 });

  it("names the price and the time, and no minutes", () => {
    expect(explain(booked, asClient)).toEqual([
      "This reading of 30 minutes was booked for $75.00; no minute of it is charged by itself.",
      "You and Maya Moon were both connected for 29 min 50 s.",
    ]);
  });

  it("says what was given back and what is left for the reader", () => {
    const receipt = {
      ...booked,
      intervals: [],
      refunds: [{ transfer_id: "trf_9", amount_cents: 2_500, reason: "Of the price of the booking", occurred_at: at(1800) }],
      refunded_cents: 2_500,
      total_cents: 5_000,
      split: { reader_cents: 3_500, platform_cents: 1_500 },
    };
    expect(explain(receipt, asReader).slice(1)).toEqual([
      "You and Ana Lima were not connected at the same time.",
      "$25.00 was given back: Of the price of the booking.",
      "That leaves $50.00.",
      "You earn $35.00 of it; SoulSeer keeps $15.00.",
    ]);
  });
});
