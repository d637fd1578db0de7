import { useEffect, useState } from "react";

import { formatClock } from "@/lib/time";

interface CountdownProps {
  until: string;
  serverTime: string;
}

/**
 * Time left until an instant of the server's clock, ticking by itself. `serverTime` is the server's clock at the moment
 * at which this was learned. Not read out every second: whoever wants to know can read it.
 */
export function Countdown(props: CountdownProps) {
  return <Ticking key={props.serverTime} {...props} />;
}

function Ticking({ until, serverTime }: CountdownProps) {
  const [passedMs, setPassedMs] = useState(0);

  useEffect(() => {
    const learnedAt = performance.now();
    const tick = () => setPassedMs(performance.now() - learnedAt);
    const timer = setInterval(tick, 250);
    return () => clearInterval(timer);
  }, []);

  const leftMs = Date.parse(until) - Date.parse(serverTime) - passedMs;
  return (
    <span role="timer" className="tabular">
      {formatClock(Math.max(0, Math.ceil(leftMs / 1000)))}
    </span>
  );
}
