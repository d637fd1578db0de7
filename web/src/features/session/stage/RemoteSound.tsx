import { useEffect, useState } from "react";

import { Button } from "@/components/Button";

/** Plays what the other party says. Where the browser wants a click first, it offers one. */
export function RemoteSound({ track, name }: { track: MediaStreamTrack | null; name: string }) {
  const [blocked, setBlocked] = useState<HTMLAudioElement | null>(null);

  useEffect(() => {
    if (!track) return;
    const audio = new Audio();
    audio.srcObject = new MediaStream([track]);
    audio.play().then(
      () => setBlocked(null),
      (error: unknown) => {
        if (error instanceof DOMException && error.name === "NotAllowedError") setBlocked(audio);
      },
    );
    return () => {
      audio.pause();
      audio.srcObject = null;
      setBlocked(null);
    };
  }, [track]);

  if (!blocked) return null;
  return (
    <Button
      icon="voice"
      onClick={() => {
        void blocked.play().then(() => setBlocked(null));
      }}
    >
      Hear {name}
    </Button>
  );
}
