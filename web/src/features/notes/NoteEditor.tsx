import { useQuery, useQueryClient, type InfiniteData } from "@tanstack/react-query";
import { useEffect, useState, useSyncExternalStore, type ReactNode } from "react";

import { Button } from "@/components/Button";
import { TextArea } from "@/components/Field";
import { Skeleton } from "@/components/Skeleton";
import { ErrorState } from "@/components/States";
import { UnlessSuspended } from "@/components/UnlessSuspended";
import * as limits from "@/lib/api/limits";
import { queryKeys } from "@/lib/api/query";
import type { KeptNote, Note } from "@/lib/api/types";
import { browserScheduler } from "@/lib/live/scheduler";
import { formatTime } from "@/lib/time";

import { NoteDraft, type NoteSnapshot } from "./note-draft";
import { fetchNote, queryKeyOf, saveNote, type NoteSubject } from "./requests";

const MAX_LENGTH = limits.SaveNote_text_maxLength;
/** For so long after the editor is gone its last text counts as newer than what the API may still say. */
const JUST_WRITTEN_MS = 30_000;

interface NoteEditorProps {
  subject: NoteSubject;
  label: ReactNode;
  rows?: number;
}

/** A note that only its author sees. It saves itself. */
export function NoteEditor(props: NoteEditorProps) {
  const { subject } = props;
  const note = useQuery({
    queryKey: queryKeyOf(subject),
    queryFn: ({ signal }) => fetchNote(subject, signal),
    staleTime: Number.POSITIVE_INFINITY, // from here on, what is written on this page is newer
    gcTime: JUST_WRITTEN_MS,
  });
  if (note.data) return <Editor {...props} note={note.data} />;
  if (note.error) return <ErrorState error={note.error} title="Your note did not load" onRetry={() => void note.refetch()} />;
  return <Skeleton className="h-32" />;
}

function Editor({ subject, label, rows = 5, note }: NoteEditorProps & { note: Note }) {
  const queries = useQueryClient();
  const [draft] = useState(() => new NoteDraft(note, (text) => saveNote(subject, text), browserScheduler));
  const snapshot = useSyncExternalStore(draft.subscribe, draft.snapshot);
  const { id } = subject;
  const key = JSON.stringify(queryKeyOf(subject));

  useEffect(() => {
    const save = () => void draft.flush();
    window.addEventListener("pagehide", save);
    return () => {
      window.removeEventListener("pagehide", save);
      const { text, updatedAt } = draft.snapshot();
      queries.setQueryData<Note>(JSON.parse(key) as string[], { text, updated_at: updatedAt });
      queries.setQueriesData<NoteList>({ queryKey: queryKeys.noteLists }, (list) => list && withText(list, id, text));
      void draft.flush().then(() => queries.invalidateQueries({ queryKey: queryKeys.noteLists }));
    };
  }, [draft, queries, key, id]);

  return (
    <UnlessSuspended className="block">
      <TextArea
        label={label}
        hint="Only you can see it. It saves itself."
        rows={rows}
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
    </UnlessSuspended>
  );
}

type NoteList = InfiniteData<{ items: KeptNote[]; next_cursor: string | null }>;

/** A list of notes that shows what was just written, until the API tells it anew. */
function withText(list: NoteList, subjectId: string, text: string): NoteList {
  const changed = (note: KeptNote) => (note.subject_id === subjectId ? { ...note, text } : note);
  return { ...list, pages: list.pages.map((page) => ({ ...page, items: page.items.map(changed) })) };
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
