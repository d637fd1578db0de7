import { describe, expect, it } from "vitest";

import { aBooking } from "./testing/booking";
import { moneySentences, otherOf, statusOf, untilWords } from "./words";

describe("the state of a booking", () => {
  it.each([
    ["booked", "Booked", "Booked"],
    ["completed", "Held", "Held"],
    ["cancelled_by_client", "Cancelled by you", "Cancelled by Ana Lima"],
    ["cancelled_by_reader", "Cancelled by Maya Moon", "Cancelled by you"],
    ["cancelled_by_platform", "Cancelled by SoulSeer", "Cancelled by SoulSeer"],
    ["client_missed", "You missed it", "Ana Lima did not come"],
    ["reader_missed", "Maya Moon did not come", "You missed it"],
  ] as const)("%s, to the client and to the reader", (state, toClient, toReader) => {
    expect(statusOf(aBooking({ state })).word).toBe(toClient);
    expect(statusOf(aBooking({ state, party: "reader" })).word).toBe(toReader);
  });

  it("says when the door is open", () => {
    const booking = aBooking();
    expect(statusOf({ ...booking, actions: { ...booking.actions, join: true } }).word).toBe("You can come in now");
  });

  it("names the other one", () => {
    expect(otherOf(aBooking()).display_name).toBe("Maya Moon");
    expect(otherOf(aBooking({ party: "reader" })).display_name).toBe("Ana Lima");
  });
});

describe("the money of a booking", () => {
  const split = { reader_cents: 3664, platform_cents: 1571, released_at: null };

  it("is told to the client without the split", () => {
    expect(moneySentences(aBooking())).toEqual(["$104.70 is set aside from your wallet until the reading is over."]);
    expect(moneySentences(aBooking({ state: "cancelled_by_client", refunded_cents: 5235 }))).toEqual([
      "$52.35 of the $104.70 was given back to you.",
      "The reading cost you $52.35.",
    ]);
    expect(moneySentences(aBooking({ state: "reader_missed", refunded_cents: 10_470 }))).toEqual([
      "All of it, $104.70, was given back to you.",
    ]);
    expect(moneySentences(aBooking({ state: "client_missed" }))).toEqual([
      "Nothing of the $104.70 was given back.",
      "The reading cost you $104.70.",
    ]);
  });

  it("is told to the reader with the share, and when it comes", () => {
    const cancelled = aBooking({ party: "reader", state: "cancelled_by_client", refunded_cents: 5235, split });
    expect(moneySentences(cancelled).at(-1)).toBe(
      "You earn $36.64 of the rest; SoulSeer keeps $15.71. It is released a day after the booking was closed.",
    );
    const released = { ...cancelled, split: { ...split, released_at: "2026-10-31T13:00:00.000Z" } };
    expect(moneySentences(released).at(-1)).toContain("It is in the earnings.");
  });
});

describe("untilWords", () => {
  it.each([
    [0, "0:00"],
    [247_000, "4:07"],
    [3_600_000, "1 h 0 min"],
    [90_000_000, "1 day 1 h"],
    [180_000_000, "2 days 2 h"],
    [-5, "0:00"],
  ])("writes %d ms as %s", (ms, words) => expect(untilWords(ms)).toBe(words));
});
