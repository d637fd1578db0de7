import { useEffect, useState } from "react";

import { formatClock } from "@/lib/time";

/**
 * Time left until an instant of the server's clock, ticking by itself. `serverTime` is when the instant was learned, by
 * the same clock; it is not read out every second (a person who wants to know can read it).
 */
export function Countdown({ until, serverTime }: { until: string; serverTime: string }) {
  const [anchor, setAnchor] = useState({ serverTime, at: performance.now() });
  const [now, setNow] = useState(anchor.at);
  if (anchor.serverTime !== serverTime) setAnchor({ serverTime, at: now });

  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 250);
    return () => clearInterval(timer);
  }, []);

  const leftMs = Date.parse(until) - Date.parse(anchor.serverTime) - (now - anchor.at);
  return (
    <span role="timer" className="tabular">
      {formatClock(Math.max(0, Math.ceil(leftMs / 1000)))}
    </span>
  );
}
