import { useEffect, useEffectEvent, useRef, type RefObject } from "react";

/**
 * A ref for a control of a page that is rendered at build time. Somebody may use it before the app is there: `take` is
 * given the control once, as it stands when the app has taken the page over, and makes what was chosen count.
 */
export function useEarlyChoice<Control extends HTMLElement>(take: (control: Control) => void): RefObject<Control | null> {
  const control = useRef<Control>(null);
  const onTakenOver = useEffectEvent(take);
  useEffect(() => {
    if (control.current) onTakenOver(control.current);
  }, []);
  return control;
}
