import { useRef } from "react";

import { Badge } from "@/components/Badge";
import { Button, Spinner } from "@/components/Button";
import { Icon } from "@/components/icons";
import { Avatar } from "@/components/Photo";
import { sentenceFor } from "@/lib/api/errors";
import type { Session } from "@/lib/api/types";
import { cx } from "@/lib/cx";

import type { Room } from "../room";
import type { RoomMediaSnapshot } from "../room-media";
import { useMedia } from "../useRoom";
import { joinSentence, otherOf } from "../words";
import { LevelBar } from "./LevelBar";
import { RemoteSound } from "./RemoteSound";
import { TrackVideo } from "./TrackVideo";
import { useAudioLevel } from "./useAudioLevel";

/** Where the other person is seen or heard. */
export function Stage({ room, session }: { room: Room; session: Session }) {
  const media = useMedia(room);
  const other = otherOf(session);
  const remote = media.connection?.remote ?? null;
  return (
    <section
      aria-label={session.modality === "video" ? "Video" : "Voice"}
      className="relative overflow-hidden rounded-card border border-line bg-sunken shadow-card"
    >
      <div className={cx("relative", session.modality === "video" ? "aspect-[4/3] sm:aspect-video" : "min-h-72")}>
        {session.modality === "video" && media.connection?.state === "connected" && remote?.video && !remote.cameraOff ? (
          <TrackVideo track={remote.video} label={`${other.display_name}'s camera`} />
        ) : (
          <Portrait
            person={other}
            track={remote?.audio ?? null}
            text={situation(media, session, other.display_name)}
            busy={isBusy(media)}
          />
        )}
        {remote?.present && remote.muted ? (
          <Badge className="absolute left-3 top-3 bg-canvas/80">
            <Icon name="mic_off" className="size-4" />
            {other.display_name} is muted
          </Badge>
        ) : null}
        {session.modality === "video" ? <SelfView media={media} /> : null}
      </div>
      <div className="absolute inset-x-0 top-3 flex justify-center">
        <RemoteSound track={remote?.audio ?? null} name={other.display_name} />
      </div>
      {session.modality === "voice" ? <OwnLevel media={media} /> : null}
      {media.stage === "failed" ? (
        <div role="alert" className="absolute inset-0 flex flex-col items-center justify-center gap-4 bg-canvas/90 p-6 text-center">
          <p className="max-w-prose">
            {joinSentence(media.joinError, sentenceFor)} This window does not count as present meanwhile; the chat stays open.
          </p>
          <Button onClick={() => void room.media.join()}>Try again</Button>
        </div>
      ) : null}
    </section>
  );
}

function isBusy(media: RoomMediaSnapshot): boolean {
  const state = media.connection?.state;
  return media.stage === "joining" || state === "connecting" || state === "reconnecting";
}

function situation(media: RoomMediaSnapshot, session: Session, name: string): string {
  if (media.stage === "joining" || media.connection?.state === "connecting") return "Connecting";
  if (media.connection?.state === "reconnecting") return `Getting ${name} back`;
  if (!media.connection?.remote.present) return `Waiting for ${name}`;
  return session.modality === "video" ? `${name}'s camera is off` : `${name} is here`;
}

interface PortraitProps {
  person: { display_name: string; photo_url: string | null };
  track: MediaStreamTrack | null;
  text: string;
  busy: boolean;
}

/** The other person's photo, with a ring that grows with their voice. */
function Portrait({ person, track, text, busy }: PortraitProps) {
  const ring = useRef<HTMLSpanElement>(null);
  useAudioLevel(track, ring);
  return (
    <div className="absolute inset-0 flex flex-col items-center justify-center gap-5 bg-radial from-pink-tint to-sunken to-75%">
      <span ref={ring} className="relative flex size-28 items-center justify-center">
        <span
          aria-hidden="true"
          className="absolute inset-0 scale-[calc(1+var(--level,0)*0.45)] rounded-full border-2 border-gold/60 bg-gold-tint transition-transform duration-75"
        />
        <span className="relative">
          <Avatar url={person.photo_url} name={person.display_name} size="large" />
        </span>
      </span>
      <p className="inline-flex items-center gap-2.5 text-muted">
        {busy ? <Spinner /> : null}
        {text}
      </p>
    </div>
  );
}

function SelfView({ media }: { media: RoomMediaSnapshot }) {
  const { video } = media.local;
  return (
    <div className="absolute bottom-3 right-3 aspect-[4/3] w-1/4 min-w-24 max-w-48 overflow-hidden rounded-control border border-line-strong bg-canvas shadow-card">
      {video ? (
        <TrackVideo track={video} label="Your camera" mirrored />
      ) : (
        <span className="flex size-full items-center justify-center gap-1.5 text-xs text-muted">
          <Icon name="camera_off" className="size-4" />
          Camera off
        </span>
      )}
    </div>
  );
}

function OwnLevel({ media }: { media: RoomMediaSnapshot }) {
  const { audio, muted } = media.local;
  return (
    <p className="absolute inset-x-0 bottom-0 flex items-center gap-3 px-4 py-3 text-sm text-muted">
      <Icon name={audio && !muted ? "mic" : "mic_off"} className="size-5 shrink-0" />
      <span className="shrink-0">{muted ? "You are muted" : audio ? "You" : "No microphone"}</span>
      <LevelBar track={muted ? null : audio} className="max-w-48 grow" />
    </p>
  );
}
