import { useRef } from "react";

import { useAudioLevel } from "./useAudioLevel";

/** How loud a microphone is, as a bar. Decoration for those who see: the words beside it say what it is of. */
export function LevelBar({ track, className = "w-full" }: { track: MediaStreamTrack | null; className?: string }) {
  const ref = useRef<HTMLSpanElement>(null);
  useAudioLevel(track, ref);
  return (
    <span aria-hidden="true" className={`block h-2 overflow-hidden rounded-full bg-line ${className}`}>
      <span ref={ref} className="block h-full origin-left scale-x-[var(--level,0)] rounded-full bg-linear-to-r from-success to-gold" />
    </span>
  );
}
