import { describe, expect, it } from "vitest";

import type { ReaderCard } from "@/lib/api/types";

import { nextStep } from "./next-step";

const reader = (status: ReaderCard["status"], rates: ReaderCard["rates"] = [{ modality: "text", rate_cents: 199 }]) => ({
  reader_id: "usr_1",
  status,
  rates,
  bookable: true,
});

describe("what a card's button offers", () => {
  it.each([
    ["online", "start", "Start a session", "/readers/usr_1#start"],
    ["in_session", "wait", "Wait in line", "/readers/usr_1#wait"],
    ["busy", "notify", "Be told when online", "/readers/usr_1#notify"],
    ["away", "notify", "Be told when online", "/readers/usr_1#notify"],
    ["offline", "book", "Book a time", "/readers/usr_1#book"],
  ] as const)("%s: %s", (status, step, label, to) => {
    expect(nextStep(reader(status))).toEqual({ step, label, to });
  });

  it("asks at once for the way to talk that the list was narrowed to", () => {
    expect(nextStep(reader("online"), "text")).toEqual({ step: "start", label: "Start text", to: "/readers/usr_1?start=text" });
    expect(nextStep(reader("online"), "video").to).toBe("/readers/usr_1#start");
    expect(nextStep(reader("offline"), "text").step).toBe("book");
  });

  it("promises no time to book where no hours are kept", () => {
    expect(nextStep({ ...reader("offline"), bookable: false }).step).toBe("notify");
  });

  it("promises no session where none is offered", () => {
    for (const status of ["online", "offline", "in_session"] as const) expect(nextStep(reader(status, [])).step).toBe("notify");
  });
});
