import { lazy, useState, useSyncExternalStore } from "react";

import { Badge } from "@/components/Badge";
import { Banner } from "@/components/Banner";
import { Button, IconButton } from "@/components/Button";
import { Card } from "@/components/Card";
import { Dialog } from "@/components/Dialog";
import { LazyPart } from "@/components/LazyPart";
import { Icon } from "@/components/icons";
import { Avatar } from "@/components/Photo";
import { Skeleton } from "@/components/Skeleton";
import type { Session } from "@/lib/api/types";
import { cx } from "@/lib/cx";
import { usePageTitle } from "@/lib/usePageTitle";
import { MODALITY_WORDS } from "@/lib/words";

import { Banners } from "./Banners";
import { Chat } from "./chat/Chat";
import { EndDialog } from "./EndDialog";
import { MeterPanel } from "./MeterPanel";
import type { Room } from "./room";
import { Controls } from "./stage/Controls";
import { DeviceCheck } from "./stage/DeviceCheck";
import { Stage } from "./stage/Stage";
import { TopUpDialog } from "./top-up/TopUpDialog";
import { useMedia } from "./useRoom";
import { otherOf } from "./words";

const SessionNotes = lazy(() => import("@/features/notes/SessionNotes"));

/** The session itself: the other person, the chat, and what it costs. */
export function LiveView({ room, session }: { room: Room; session: Session }) {
  const [ending, setEnding] = useState(false);
  const [toppingUp, setToppingUp] = useState(false);
  const [noting, setNoting] = useState(false);
  const isOut = useSyncExternalStore(room.subscribeOut, room.isOut);
  const other = otherOf(session);
  usePageTitle(`Session with ${other.display_name}`);
  const topUp = () => setToppingUp(true);

  const parts = { room, session, onEnd: () => setEnding(true), onTopUp: topUp };

  return (
    <>
      <header className="-mt-3 mb-4 flex items-center gap-3">
        <Avatar url={other.photo_url} name={other.display_name} size="small" />
        <h1 className="min-w-0 truncate text-xl sm:text-2xl">{other.display_name}</h1>
        {session.party === null ? null : (
          <IconButton icon="note" label="Your notes" aria-haspopup="dialog" className="ml-auto" onClick={() => setNoting(true)} />
        )}
        <StatusBadge session={session} />
      </header>
      {isOut ? (
        <SteppedOut {...parts} />
      ) : session.modality === "text" ? (
        <TextLayout {...parts} />
      ) : (
        <CallLayout {...parts} modality={session.modality} />
      )}
      <Dialog open={noting} onClose={() => setNoting(false)} title="Your notes">
        <LazyPart fallback={<Skeleton className="h-72" />}>
          <SessionNotes sessionId={session.session_id} other={other} />
        </LazyPart>
      </Dialog>
      <EndDialog room={room} session={session} open={ending} onClose={() => setEnding(false)} />
      <TopUpDialog session={session} open={toppingUp} onClose={() => setToppingUp(false)} onPaid={() => room.catchUp()} />
    </>
  );
}

function StatusBadge({ session }: { session: Session }) {
  const [tone, word] = session.running
    ? (["success", "Connected"] as const)
    : session.state === "reconnecting"
      ? (["warning", "Reconnecting"] as const)
      : session.pause
        ? (["warning", "Paused"] as const)
        : session.booking && session.started_at === null
          ? (["neutral", "Waiting"] as const)
          : (["neutral", "Connecting"] as const);
  return (
    <Badge tone={tone} className="shrink-0">
      <Icon name={session.modality} className="size-4" />
      <span>
        <span className="hidden sm:inline">{MODALITY_WORDS[session.modality]} · </span>
        {word}
      </span>
    </Badge>
  );
}

/** On a phone, mute and end stay within reach of the thumb wherever the page is scrolled to. */
const AT_HAND =
  "max-lg:sticky max-lg:bottom-0 max-lg:z-20 max-lg:-mx-4 max-lg:border-t max-lg:border-line max-lg:bg-canvas/95 max-lg:px-4 max-lg:py-2 max-lg:backdrop-blur-md";

interface Parts {
  room: Room;
  session: Session;
  onEnd: () => void;
  onTopUp: () => void;
}

function TextLayout({ room, session, onEnd, onTopUp }: Parts) {
  return (
    <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="space-y-4 lg:order-last ">
        <MeterPanel room={room} session={session} onTopUp={session.party === "client" ? onTopUp : undefined} />
        <Banners room={room} session={session} onTopUp={onTopUp} />
        <div className="hidden lg:block">
          <Controls room={room} session={session} onEnd={onEnd} />
        </div>
      </div>
      <Chat room={room} session={session} className="h-[calc(100dvh-23rem)] min-h-60 lg:h-[min(42rem,calc(100dvh-12rem))]" />
      <div className={cx(AT_HAND, "lg:hidden")}>
        <Controls room={room} session={session} onEnd={onEnd} />
      </div>
    </div>
  );
}

type Side = "call" | "chat";

function CallLayout({ room, session, modality, onEnd, onTopUp }: Parts & { modality: "voice" | "video" }) {
  const { stage, provider } = useMedia(room);
  const [side, setSide] = useState<Side>("call");
  const checking = stage === "idle" || stage === "opening" || stage === "blocked";
  return (
    <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem] lg:grid-rows-[auto_1fr]">
      <div className="min-w-0 space-y-4">
        <MeterPanel room={room} session={session} onTopUp={session.party === "client" ? onTopUp : undefined} />
        <Banners room={room} session={session} onTopUp={onTopUp} />
        <SideSwitch room={room} side={side} onChange={setSide} modality={modality} />
        <div className={cx(side === "chat" && "hidden lg:block")}>
          {checking ? (
            <DeviceCheck room={room} modality={modality} onJoin={() => void room.media.join()} />
          ) : (
            <Stage room={room} session={session} />
          )}
          {provider === "browser" ? (
            <p className="mt-2 text-center text-xs text-muted">Direct connection between these two windows (local run)</p>
          ) : null}
        </div>
      </div>
      <Chat
        room={room}
        session={session}
        className={cx(
          "h-[calc(100dvh-26rem)] min-h-60 lg:row-span-2 lg:h-[min(46rem,calc(100dvh-11rem))]",
          side === "call" && "hidden lg:flex",
        )}
      />
      <div className={AT_HAND}>
        <Controls room={room} session={session} onEnd={onEnd} />
      </div>
    </div>
  );
}

interface SideSwitchProps {
  room: Room;
  side: Side;
  modality: "voice" | "video";
  onChange: (side: Side) => void;
}

/** On a phone there is room for the call or the chat; the sound goes on either way. */
function SideSwitch({ room, side, modality, onChange }: SideSwitchProps) {
  const { entries } = useSyncExternalStore(room.chat.subscribe, room.chat.snapshot);
  const [seen, setSeen] = useState(0);
  const total = entries.length;
  const unread = side === "chat" ? 0 : total - Math.min(seen, total);
  const change = (next: Side) => {
    setSeen(total);
    onChange(next);
  };
  return (
    <div role="group" aria-label="What to show" className="grid grid-cols-2 gap-1 rounded-full border border-line bg-sunken p-1 lg:hidden">
      {(["call", "chat"] as const).map((one) => (
        <button
          key={one}
          type="button"
          aria-pressed={side === one}
          onClick={() => change(one)}
          className={cx(
            "flex min-h-10 items-center justify-center gap-2 rounded-full text-sm font-semibold",
            side === one ? "bg-pink text-on-pink" : "text-muted hover:text-text",
          )}
        >
          <Icon name={one === "call" ? modality : "text"} className="size-4.5" />
          {one === "call" ? MODALITY_WORDS[modality] : "Chat"}
          {one === "chat" && unread > 0 ? (
            <span className="tabular rounded-full bg-gold px-2 text-xs text-canvas">
              {unread}
              <span className="sr-only"> new</span>
            </span>
          ) : null}
        </button>
      ))}
    </div>
  );
}

/** The person went out without ending the session: the clock stands, and this is the way back. */
function SteppedOut({ room, session, onEnd, onTopUp }: Parts) {
  return (
    <div className="mx-auto max-w-2xl space-y-4">
      <Banners room={room} session={session} onTopUp={onTopUp} />
      <Card className="flex flex-col items-center gap-5 py-10 text-center">
        <p className="font-serif text-2xl">You have stepped out</p>
        <p className="max-w-prose text-muted">
          Your camera and microphone are off{session.booking ? "" : " and nothing is charged"}. {otherOf(session).display_name} has been
          told. Come back before the time runs out, or end the session.
        </p>
        <div className="flex flex-wrap justify-center gap-3">
          <Button size="large" onClick={() => room.comeBack()}>
            Come back
          </Button>
          <Button size="large" variant="secondary" onClick={onEnd}>
            End session
          </Button>
        </div>
      </Card>
      <Banner tone="info">You can also close this page: the way back is at the top of every page.</Banner>
    </div>
  );
}
