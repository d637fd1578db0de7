import { useQuery } from "@tanstack/react-query";
import { useEffect, useState, useSyncExternalStore } from "react";

import { Button } from "@/components/Button";
import { TextArea } from "@/components/Field";
import { Skeleton } from "@/components/Skeleton";
import { ErrorState } from "@/components/States";
import type { Note } from "@/lib/api/types";
import { browserScheduler } from "@/lib/live/scheduler";
import { formatTime } from "@/lib/time";

import { fetchNote, saveNote } from "../requests";
import { NoteDraft, type NoteSnapshot } from "./note-draft";

const MAX_LENGTH = 4_000;

/** A note on the session that only its author sees. */
export function NoteEditor({ sessionId }: { sessionId: string }) {
  const note = useQuery({
    queryKey: ["session", sessionId, "note"],
    queryFn: ({ signal }) => fetchNote(sessionId, signal),
    staleTime: Number.POSITIVE_INFINITY, // from here on, what is written on this page is newer
    gcTime: 0,
  });
  if (note.data) return <Editor sessionId={sessionId} note={note.data} />;
  if (note.error) return <ErrorState error={note.error} title="Your note did not load" onRetry={() => void note.refetch()} />;
  return <Skeleton className="h-32" />;
}

function Editor({ sessionId, note }: { sessionId: string; note: Note }) {
  const [draft] = useState(() => new NoteDraft(note, (text) => saveNote(sessionId, text), browserScheduler));
  const snapshot = useSyncExternalStore(draft.subscribe, draft.snapshot);

  useEffect(() => {
    const save = () => void draft.flush();
    window.addEventListener("pagehide", save);
    return () => {
      window.removeEventListener("pagehide", save);
      draft.stop();
    };
  }, [draft]);

  return (
    <div>
      <TextArea
        label="What do you want to remember?"
        hint="Only you can see it. It saves itself."
        maxLength={MAX_LENGTH}
        value={snapshot.text}
        onChange={(event) => draft.write(event.target.value)}
        onBlur={() => void draft.flush()}
      />
      <p role="status" className="mt-1.5 flex min-h-9 items-center gap-2 text-sm text-muted">
        {statusText(snapshot)}
        {snapshot.status === "failed" ? (
          <Button variant="quiet" size="small" onClick={() => void draft.flush()}>
            Try again
          </Button>
        ) : null}
      </p>
    </div>
  );
}

function statusText({ status, updatedAt }: NoteSnapshot): string {
  switch (status) {
    case "waiting":
      return "";
    case "saving":
      return "Saving…";
    case "failed":
      return "Not saved yet. We keep trying.";
    case "saved":
      return updatedAt ? `Saved ${formatTime(updatedAt, "date_time")}` : "";
  }
}
