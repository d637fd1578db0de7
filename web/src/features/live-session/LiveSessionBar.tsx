import { useLocation } from "react-router";

import { LinkButton } from "@/components/Button";
import { MODALITY_WORDS } from "@/lib/words";

import { useLiveSession } from "./useLiveSession";

/** Under the header on every page but the session's own: a session is going on, and the way back to it. */
export function LiveSessionBar() {
  const { data: session } = useLiveSession();
  const { pathname } = useLocation();
  if (!session || pathname.startsWith(`/sessions/${session.session_id}`)) return null;

  const other = session.role === "reader" ? session.client : session.reader;
  const ringing = session.state === "waiting";
  const text =
    session.role === "reader" && ringing
      ? `${other.display_name} is calling: ${MODALITY_WORDS[session.modality].toLowerCase()} session`
      : ringing
        ? `Ringing ${other.display_name}`
        : `Your session with ${other.display_name} is open`;

  return (
    <div role="status" className="border-b border-gold/40 bg-gold-tint">
      <div className="mx-auto flex max-w-6xl flex-wrap items-center justify-between gap-3 px-4 py-2.5 sm:px-6">
        <p className="font-semibold text-gold-text">{text}</p>
        <LinkButton size="small" to={`/sessions/${session.session_id}`}>
          {session.role === "reader" && ringing ? "Answer" : "Go to the session"}
        </LinkButton>
      </div>
    </div>
  );
}
