import { useEffect, useEffectEvent } from "react";

import { BackgroundScheduler } from "./background-scheduler";

/** Calls `poll` every so often while `active`, also while the page is hidden. */
export function useBackgroundPoll(active: boolean, everyMs: number, poll: () => void): void {
  const onPoll = useEffectEvent(poll);
  useEffect(() => {
    if (!active) return;
    const scheduler = new BackgroundScheduler();
    const again = () => {
      onPoll();
      scheduler.after(everyMs, again);
    };
    scheduler.after(everyMs, again);
    return () => scheduler.close();
  }, [active, everyMs]);
}
