import { NoteEditor } from "./NoteEditor";

interface SessionNotesProps {
  sessionId: string;
  other: { user_id: string; display_name: string };
}

/** The two notes that belong to a session: on it, and on the person on the other side. */
export default function SessionNotes({ sessionId, other }: SessionNotesProps) {
  return (
    <div className="space-y-5">
      <NoteEditor subject={{ about: "session", id: sessionId }} label="On this session" />
      <NoteEditor subject={{ about: "person", id: other.user_id }} label={`On ${other.display_name}`} rows={4} />
    </div>
  );
}
