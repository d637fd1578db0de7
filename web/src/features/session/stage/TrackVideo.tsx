import { useEffect, useRef } from "react";

import { cx } from "@/lib/cx";

interface TrackVideoProps {
  track: MediaStreamTrack;
  label: string;
  /** As in a mirror: how people expect to see themselves. */
  mirrored?: boolean;
  className?: string;
}

/** The picture of one track. Silent: sound has its own player, so that a picture may always start by itself. */
export function TrackVideo({ track, label, mirrored = false, className }: TrackVideoProps) {
  const ref = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const video = ref.current;
    if (!video) return;
    video.srcObject = new MediaStream([track]);
    video.play().catch(() => undefined); // replaced or removed before it could start
    return () => {
      video.srcObject = null;
    };
  }, [track]);
  return (
    <video
      ref={ref}
      aria-label={label}
      muted
      playsInline
      className={cx("size-full bg-black object-cover", mirrored && "-scale-x-100", className)}
    />
  );
}
