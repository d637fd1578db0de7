import { useEffect, useRef, useState } from "react";

export type Hold = "asking" | "here" | "elsewhere";

/**
 * Sees to it that a session is open in one window of this browser only: two would push each other out of the call and
 * both claim presence. `takeOver` takes it from the window that has it, which then shows "elsewhere".
 */
export function useSoleWindow(name: string): { hold: Hold; takeOver: () => void } {
  const [hold, setHold] = useState<Hold>("asking");
  const release = useRef<() => void>(undefined);
  const request = useRef<(steal: boolean) => void>(undefined);

  useEffect(() => {
    let wanted = true;
    request.current = (steal) => {
      const options: LockOptions = steal ? { steal: true } : { ifAvailable: true };
      navigator.locks
        .request(name, options, (lock) => {
          if (!wanted) return;
          setHold(lock ? "here" : "elsewhere");
          if (lock) return new Promise<void>((resolve) => (release.current = resolve));
        })
        .catch(() => {
          if (wanted) setHold("elsewhere"); // another window has taken it over
        });
    };
    request.current(false);
    return () => {
      wanted = false;
      release.current?.();
    };
  }, [name]);

  return { hold, takeOver: () => request.current?.(true) };
}
