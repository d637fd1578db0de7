import { useSyncExternalStore } from "react";

export type NoticeTone = "info" | "success" | "danger";

export interface Notice {
  id: number;
  tone: NoticeTone;
  text: string;
}

/** Enough to read; older ones make room. */
const MOST_AT_ONCE = 3;

let notices: readonly Notice[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

function change(next: readonly Notice[]): void {
  notices = next;
  for (const listener of listeners) listener();
}

/** Shows a short message in the corner and has it read out. For outcomes of what the person just did, not for errors of a page. */
export function notify(text: string, tone: NoticeTone = "info"): void {
  change([...notices, { id: nextId++, tone, text }].slice(-MOST_AT_ONCE));
}

export function dismissNotice(id: number): void {
  change(notices.filter((notice) => notice.id !== id));
}

export function useNotices(): readonly Notice[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => notices,
    () => notices,
  );
}
