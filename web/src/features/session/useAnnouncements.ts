import { useEffect, useRef } from "react";

import { announce } from "@/lib/announce";
import type { Session } from "@/lib/api/types";

import { missingNames, otherOf } from "./words";

/** What to tell people who listen when a session goes from one state to another; null if nothing. */
export function changeSentence(before: Session, now: Session): string | null {
  const other = otherOf(now).display_name;
  if (now.accepted_at !== null && before.accepted_at === null) {
    return now.party === "client" ? `${other} has answered. Connecting you.` : `Connecting you with ${other}.`;
  }
  if (now.running && !before.running) {
    return before.started_at === null ? "You are both connected. The clock is running." : "The clock is running again.";
  }
  if (now.pause && !before.pause) {
    return now.pause.reason === "funds"
      ? "The balance is used up. The clock has stopped."
      : `${missingNames(now)} dropped out. The clock has stopped.`;
  }
  if (now.charged_minutes > before.charged_minutes || now.state === before.state) return null;
  return now.state === "reconnecting" ? `${other} and you are being reconnected.` : null;
}

/** Reads changes of the session's state out, once each; figures are left to whoever wants to look. */
export function useAnnouncements(session: Session | null): void {
  const last = useRef<Session | null>(null);
  useEffect(() => {
    const before = last.current;
    last.current = session;
    if (!before || !session) return;
    const sentence = changeSentence(before, session);
    if (sentence) announce(sentence);
  }, [session]);
}
