import { describe, expect, it, vi } from "vitest";
import { FakeScheduler } from "@/lib/live/testing/fake-scheduler";
import { TokenKeeper } from "./token-keeper";
import type { MediaToken } from "./types";

function token(text: string): MediaToken {
  return {
    provider: "agora",
    app_id: "app",
    channel: "ses_1",
    uid: 1,
    token: text,
    expires_at: "2026-01-01T00:20:00.000Z",
    refresh_after_seconds: 600,
  };
}

function keeper(fetchToken: () => Promise<MediaToken>, isFinal = () => false) {
  const scheduler = new FakeScheduler();
  const onRenewed = vi.fn();
  const onRefused = vi.fn();
  const kept = new TokenKeeper({
    first: token("first"),
    fetchToken,
    isFinal,
    scheduler,
    onRenewed,
    onRefused,
    random: () => 1,
  });
  return { kept, scheduler, onRenewed, onRefused };
}

describe("TokenKeeper", () => {
  it("renews when the token says so, and again after that", async () => {
    let count = 0;
    const { kept, scheduler, onRenewed } = keeper(() => Promise.resolve(token(`next ${++count}`)));
    await scheduler.advance(599_000);
    expect(kept.current().token).toBe("first");
    await scheduler.advance(1_000);
    expect(kept.current().token).toBe("next 1");
    await scheduler.advance(600_000);
    expect(onRenewed).toHaveBeenCalledTimes(2);
  });

  it("tries again with growing pauses while the API is out of reach", async () => {
    const fetchToken = vi.fn(() => Promise.reject(new Error("no network")));
    const { scheduler } = keeper(fetchToken);
    await scheduler.advance(600_000);
    expect(fetchToken).toHaveBeenCalledTimes(1);
    await scheduler.advance(500);
    expect(fetchToken).toHaveBeenCalledTimes(2);
    await scheduler.advance(999);
    expect(fetchToken).toHaveBeenCalledTimes(2);
    await scheduler.advance(1);
    expect(fetchToken).toHaveBeenCalledTimes(3);
  });

  it("stops for good when the answer is no", async () => {
    const { scheduler, onRefused } = keeper(
      () => Promise.reject(new Error("session_wrong_state")),
      () => true,
    );
    await scheduler.advance(600_000);
    expect(onRefused).toHaveBeenCalledTimes(1);
    expect(scheduler.pending).toBe(0);
  });

  it("asks once for everybody who asks at the same time", async () => {
    const fetchToken = vi.fn(() => Promise.resolve(token("new")));
    const { kept } = keeper(fetchToken);
    const [a, b] = await Promise.all([kept.renew(), kept.renew()]);
    expect(a).toBe(b);
    expect(fetchToken).toHaveBeenCalledTimes(1);
  });
});
