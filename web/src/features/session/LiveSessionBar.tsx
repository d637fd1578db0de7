import { useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, useState, type ReactNode } from "react";
import { useLocation } from "react-router";

import { Button, LinkButton } from "@/components/Button";
import { LazyPart } from "@/components/LazyPart";
import { Icon } from "@/components/icons";
import { useAccount } from "@/lib/account";
import { api, data } from "@/lib/api/client";
import { queryKeys } from "@/lib/api/query";
import type { Session } from "@/lib/api/types";
import { useBackgroundPoll } from "@/lib/live/useBackgroundPoll";

const IncomingCallDialog = lazy(() => import("./ring/IncomingCallDialog"));

const POLL_MS = 4_000;

/** Somebody may ring this reader, or this person has an open session: only then is it worth asking all the time. */
function useIsWorthPolling(session: Session | null | undefined): boolean {
  const account = useAccount();
  const isReader = account.data?.role === "reader";
  const profile = useQuery({
    queryKey: queryKeys.ownReader,
    queryFn: ({ signal }) => data(api.GET("/v1/me/reader", { signal })),
    enabled: isReader,
  });
  return Boolean(session) || (isReader && profile.data !== undefined && profile.data.status !== "offline");
}

/**
 * The session that the signed-in person is in or is being rung for. Asked again every four seconds while that may
 * change by itself, also in a hidden tab: that is where a reader waits for a call. The session's own page knows better.
 */
function useLiveSession(pathname: string): Session | null {
  const account = useAccount();
  const queries = useQueryClient();
  const role = account.data?.role;
  const query = useQuery({
    queryKey: queryKeys.liveSession,
    queryFn: async ({ signal }) => (await data(api.GET("/v1/me/live-session", { signal }))).session,
    enabled: role === "client" || role === "reader",
  });
  const isWorthIt = useIsWorthPolling(query.data);
  const polls = isWorthIt && !isOwnPage(query.data, pathname);

  useBackgroundPoll(polls, POLL_MS, () => void queries.invalidateQueries({ queryKey: queryKeys.liveSession }));

  return query.data ?? null;
}

function isOwnPage(session: Session | null | undefined, pathname: string): boolean {
  return Boolean(session && pathname.startsWith(`/sessions/${session.session_id}`));
}

/** On every page but the session's own: a call that comes in, or a session that is open, and the way to it. */
export function LiveSessionBar() {
  const { pathname } = useLocation();
  const session = useLiveSession(pathname);
  if (!session || isOwnPage(session, pathname)) return null;
  const isCall = session.party === "reader" && session.accepted_at === null;
  return isCall ? <CallBar key={session.session_id} session={session} /> : <ReturnBar session={session} />;
}

function CallBar({ session }: { session: Session }) {
  const [open, setOpen] = useState(true);
  return (
    <>
      <Bar text={`${session.client.display_name} is calling`} modality={session.modality}>
        <Button size="small" onClick={() => setOpen(true)}>
          Answer
        </Button>
      </Bar>
      <LazyPart>
        <IncomingCallDialog session={session} open={open} onClose={() => setOpen(false)} />
      </LazyPart>
    </>
  );
}

function ReturnBar({ session }: { session: Session }) {
  const other = session.party === "reader" ? session.client : session.reader;
  const text = session.accepted_at
    ? `Your session with ${other.display_name} is open${session.running ? "" : ". The clock stands"}`
    : `Ringing ${other.display_name}`;
  return (
    <Bar text={text} modality={session.modality}>
      <LinkButton size="small" to={`/sessions/${session.session_id}`}>
        Go to the session
      </LinkButton>
    </Bar>
  );
}

function Bar({ text, modality, children }: { text: string; modality: Session["modality"]; children: ReactNode }) {
  return (
    <div role="status" className="border-b border-gold/40 bg-gold-tint">
      <div className="mx-auto flex max-w-6xl flex-wrap items-center justify-between gap-3 px-4 py-2.5 sm:px-6">
        <p className="flex items-center gap-2.5 font-semibold text-gold-text">
          <Icon name={modality} className="size-5 shrink-0" />
          {text}
        </p>
        {children}
      </div>
    </div>
  );
}
