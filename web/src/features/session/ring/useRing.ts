import { useEffect, useSyncExternalStore } from "react";

import { startRingTone } from "./ring-tone";
import { ringSound } from "./ring-sound";

const TITLE_FLASH_MS = 1_000;

export function useRingSound(): boolean {
  return useSyncExternalStore(ringSound.subscribe, ringSound.isOn);
}

/** While `caller` is given: rings (unless silenced) and shows the call in the title of the tab. */
export function useRing(caller: string | null): void {
  const sound = useRingSound();

  useEffect(() => {
    if (caller === null || !sound) return;
    return startRingTone();
  }, [caller, sound]);

  useEffect(() => {
    if (caller === null) return;
    const usual = document.title;
    const call = `${caller} is calling`;
    document.title = call;
    const timer = setInterval(() => {
      document.title = document.title === call ? usual : call;
    }, TITLE_FLASH_MS);
    return () => {
      clearInterval(timer);
      if (document.title === call) document.title = usual;
    };
  }, [caller]);
}
