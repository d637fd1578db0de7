import { describe, expect, it } from "vitest";

import { centsToDecimal, formatMoney, formatRate, parseAmount } from "./money";

describe("formatMoney", () => {
  it.each([
    [0, "$0.00"],
    [5, "$0.05"],
    [250, "$2.50"],
    [-299, "-$2.99"],
    [123_456_789, "$1,234,567.89"],
  ])("writes %d cents as %s", (cents, text) => expect(formatMoney(cents)).toBe(text));

  it("shows the sign of a statement's amounts, and none on zero", () => {
    expect([2500, -149, 0].map((cents) => formatMoney(cents, "USD", true))).toEqual(["+$25.00", "-$1.49", "$0.00"]);
  });

  it("is exact where a float is not", () => {
    expect(centsToDecimal(Number.MAX_SAFE_INTEGER)).toBe("90071992547409.91");
    expect(formatMoney(Number.MAX_SAFE_INTEGER)).toBe("$90,071,992,547,409.91");
  });

  it("refuses what is not a whole number of cents", () => {
    expect(() => centsToDecimal(1.5)).toThrow(RangeError);
    expect(() => centsToDecimal(Number.NaN)).toThrow(RangeError);
  });

  it("writes a rate by the minute", () => expect(formatRate(250)).toBe("$2.50/min"));
});

describe("parseAmount", () => {
  it.each([
    ["25", 2500],
    [" $12.5 ", 1250],
    ["0.05", 5],
    ["1,000", 100_000],
    ["$ 19.99", 1999],
  ])("reads %j as %d cents", (text, cents) => expect(parseAmount(text)).toBe(cents));

  it.each(["", "ten", "-5", "1.999", "1e3", "1,00", "Infinity", "9999999999"])("refuses %j", (text) =>
    expect(parseAmount(text)).toBeNull(),
  );

  it("reads back what centsToDecimal writes", () => {
    for (const cents of [50, 99, 100, 1999, 50_000]) expect(parseAmount(centsToDecimal(cents))).toBe(cents);
  });
});
