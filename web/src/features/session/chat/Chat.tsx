import { useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from "react";

import { Button } from "@/components/Button";
import { Card } from "@/components/Card";
import { Icon } from "@/components/icons";
import { announce } from "@/lib/announce";
import type { Session } from "@/lib/api/types";
import { cx } from "@/lib/cx";
import { formatTime } from "@/lib/time";

import type { ChatEntry } from "../chat-log";
import { isOver } from "../live-session-store";
import type { Room } from "../room";
import { otherOf } from "../words";
import { Composer } from "./Composer";

/** Nearer to the end than this counts as reading the newest. */
const AT_END_PX = 64;
/** Messages closer together than this share one time. */
const SAME_TIME_MS = 4 * 60_000;

/** The conversation in writing, with the place to write. */
export function Chat({ room, session, className }: { room: Room; session: Session; className?: string }) {
  const { entries, loaded, unreachable } = useSyncExternalStore(room.chat.subscribe, room.chat.snapshot);
  const list = useRef<HTMLDivElement>(null);
  const [atEnd, setAtEnd] = useState(true);
  const other = otherOf(session);
  const mine = session.party === "reader" ? "reader" : "client";

  // Whoever reads the newest stays with it; whoever reads further up is not pulled away.
  useLayoutEffect(() => {
    if (atEnd && list.current) list.current.scrollTop = list.current.scrollHeight;
  }, [entries, atEnd]);

  useReadOut(entries, loaded, mine, other.display_name);

  return (
    <Card as="section" aria-label="Chat" padding="none" className={cx("flex min-h-0 flex-col overflow-hidden", className)}>
      <div className="relative min-h-0 grow">
        <div
          ref={list}
          role="log"
          aria-live="off"
          aria-label={`Messages with ${other.display_name}`}
          // Scrolls, so people without a mouse need to be able to get there.
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
          onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) =>
            setAtEnd(scrollHeight - scrollTop - clientHeight < AT_END_PX)
          }
          className="size-full space-y-1 overflow-y-auto overscroll-contain px-4 py-4 -outline-offset-4"
        >
          {entries.length === 0 ? (
            <p className="flex h-full items-center justify-center px-6 text-center text-sm text-muted">
              {loaded ? `Say hello to ${other.display_name}. What you write stays here, also after a reload.` : "Fetching your messages…"}
            </p>
          ) : null}
          {entries.map((entry, index) => (
            <Message
              key={entry.key}
              entry={entry}
              before={entries[index - 1]}
              mine={entry.author === mine}
              name={other.display_name}
              onRetry={() => room.chat.retry(entry.key)}
              onDiscard={() => room.chat.discard(entry.key)}
            />
          ))}
        </div>
        {atEnd ? null : (
          <Button
            variant="secondary"
            size="small"
            icon="chevron_down"
            className="absolute bottom-3 left-1/2 -translate-x-1/2 bg-raised shadow-card"
            onClick={() => {
              setAtEnd(true);
              list.current?.focus({ preventScroll: true });
            }}
          >
            Newest
          </Button>
        )}
      </div>
      {unreachable ? (
        <p className="px-4 pb-1 text-xs text-warning">Messages are held up. They are sent as soon as it works again.</p>
      ) : null}
      {isOver(session) ? null : <Composer onSend={(text) => room.chat.send(text)} name={other.display_name} />}
    </Card>
  );
}

/** Reads out what the other person writes, but not what was there before, nor one's own words. */
function useReadOut(entries: readonly ChatEntry[], loaded: boolean, mine: ChatEntry["author"], name: string): void {
  const known = useRef<Set<string> | null>(null);
  useEffect(() => {
    if (!loaded) return;
    const fresh = known.current ? entries.filter((entry) => entry.author !== mine && !known.current?.has(entry.key)) : [];
    known.current = new Set(entries.map((entry) => entry.key));
    if (fresh.length > 0) announce(`${name}: ${fresh.map((entry) => entry.text).join(". ")}`);
  }, [entries, loaded, mine, name]);
}

interface MessageProps {
  entry: ChatEntry;
  before: ChatEntry | undefined;
  mine: boolean;
  name: string;
  onRetry: () => void;
  onDiscard: () => void;
}

function Message({ entry, before, mine, name, onRetry, onDiscard }: MessageProps) {
  const follows = before?.author === entry.author;
  const showTime = entry.sentAt !== null && (!before?.sentAt || Date.parse(entry.sentAt) - Date.parse(before.sentAt) > SAME_TIME_MS);
  return (
    <>
      {showTime && entry.sentAt ? (
        <p className="py-2 text-center text-xs text-muted">
          <time dateTime={entry.sentAt}>{formatTime(entry.sentAt, "time")}</time>
        </p>
      ) : null}
      <div className={cx("flex flex-col", mine ? "items-end" : "items-start", !follows && "pt-2")}>
        <p
          title={entry.sentAt ? formatTime(entry.sentAt, "date_time") : undefined}
          className={cx(
            "max-w-[85%] whitespace-pre-wrap break-words rounded-2xl border px-3.5 py-2 leading-snug",
            mine ? "rounded-br-md border-pink/30 bg-pink-tint" : "rounded-bl-md border-line bg-raised",
            entry.status === "sending" && "opacity-70",
            (entry.status === "failed" || entry.status === "refused") && "border-danger/50",
          )}
        >
          <span className="sr-only">{mine ? "You: " : `${name}: `}</span>
          {entry.text}
        </p>
        {entry.status === "sending" ? <p className="mt-0.5 text-xs text-muted">Sending…</p> : null}
        {entry.status === "failed" || entry.status === "refused" ? (
          <p className="mt-1 flex items-center gap-1 text-xs text-danger">
            <Icon name="warning" className="size-4" />
            Not sent
            {entry.status === "failed" ? (
              <Button variant="quiet" size="small" onClick={onRetry}>
                Try again
              </Button>
            ) : null}
            <Button variant="quiet" size="small" onClick={onDiscard}>
              Discard
            </Button>
          </p>
        ) : null}
      </div>
    </>
  );
}
