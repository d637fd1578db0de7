import { describe, expect, it, vi } from "vitest";

import type { TopUp } from "@/lib/api/types";
import { FakeScheduler, settle } from "@/lib/live/testing/fake-scheduler";

import { TopUpFlow } from "./top-up-flow";

function aTopUp(change: Partial<TopUp> = {}): TopUp {
  return {
    top_up_id: "top_1",
    status: "pending",
    amount_cents: 2_500,
    currency: "USD",
    checkout_url: "https://checkout.example/1",
    created_at: "2026-03-01T10:00:00.000Z",
    balance_cents: 100,
    ...change,
  };
}

function setup() {
  const port = { create: vi.fn(() => Promise.resolve(aTopUp())), refresh: vi.fn(() => Promise.resolve(aTopUp())) };
  const scheduler = new FakeScheduler();
  const onPaid = vi.fn();
  const checkout = { goTo: vi.fn(), close: vi.fn() };
  let keys = 0;
  const flow = new TopUpFlow(port, scheduler, onPaid, () => `key-${++keys}`);
  return { flow, port, scheduler, onPaid, checkout };
}

describe("TopUpFlow", () => {
  it("opens the checkout and asks until it is paid", async () => {
    const { flow, port, scheduler, onPaid, checkout } = setup();
    await flow.start(2_500, checkout);
    expect(checkout.goTo).toHaveBeenCalledExactlyOnceWith("https://checkout.example/1");
    await scheduler.advance(6_000);
    expect(flow.snapshot().stage).toBe("paying");
    port.refresh.mockResolvedValue(aTopUp({ status: "paid", balance_cents: 2_600 }));
    await scheduler.advance(3_000);
    expect(flow.snapshot().stage).toBe("paid");
    expect(onPaid).toHaveBeenCalledTimes(1);
    expect(scheduler.pending).toBe(0);
  });

  it("asks at once when the person comes back", async () => {
    const { flow, port, onPaid } = setup();
    await flow.start(2_500, null);
    port.refresh.mockResolvedValue(aTopUp({ status: "paid" }));
    await flow.askNow();
    expect(onPaid).toHaveBeenCalledTimes(1);
  });

  it("uses the same key when an answer was lost, and another for another amount", async () => {
    const { flow, port, checkout } = setup();
    port.create.mockRejectedValueOnce(new Error("no answer"));
    await flow.start(2_500, checkout);
    expect(flow.snapshot()).toMatchObject({ stage: "choosing", error: new Error("no answer") });
    expect(checkout.close).toHaveBeenCalledTimes(1);
    await flow.start(2_500, checkout);
    await flow.start(5_000, checkout);
    expect(port.create.mock.calls).toEqual([
      [2_500, "key-1"],
      [2_500, "key-1"],
      [5_000, "key-2"],
    ]);
  });

  it("goes on asking when the question itself fails", async () => {
    const { flow, port, scheduler } = setup();
    port.refresh.mockRejectedValue(new Error("down"));
    await flow.start(2_500, null);
    await scheduler.advance(9_000);
    expect(port.refresh).toHaveBeenCalledTimes(3);
  });

  it("says when the checkout lapsed", async () => {
    const { flow, port, scheduler } = setup();
    await flow.start(2_500, null);
    port.refresh.mockResolvedValue(aTopUp({ status: "expired" }));
    await scheduler.advance(3_000);
    expect(flow.snapshot().stage).toBe("lapsed");
    await settle();
    expect(scheduler.pending).toBe(0);
  });

  it("stops asking after half an hour", async () => {
    const { flow, scheduler } = setup();
    await flow.start(2_500, null);
    await scheduler.advance(31 * 60_000);
    expect(flow.snapshot().stage).toBe("lapsed");
    expect(scheduler.pending).toBe(0);
  });
});
