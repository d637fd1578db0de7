import { api, data } from "@/lib/api/client";
import { queryKeys } from "@/lib/api/query";
import type { KeptNote, Note, NoteAbout } from "@/lib/api/types";

/** What a private note is about: a person, or a session. */
export interface NoteSubject {
  about: NoteAbout;
  id: string;
}

export function subjectOf(note: KeptNote): NoteSubject {
  return { about: note.about, id: note.subject_id };
}

export function queryKeyOf({ about, id }: NoteSubject): readonly string[] {
  return about === "person" ? queryKeys.personNote(id) : queryKeys.sessionNote(id);
}

export function fetchNote({ about, id }: NoteSubject, signal: AbortSignal): Promise<Note> {
  return about === "person"
    ? data(api.GET("/v1/me/notes/people/{person_id}", { params: { path: { person_id: id } }, signal }))
    : data(api.GET("/v1/sessions/{session_id}/note", { params: { path: { session_id: id } }, signal }));
}

/** Keeps a note; an empty text erases it. */
export function saveNote({ about, id }: NoteSubject, text: string): Promise<Note> {
  return about === "person"
    ? data(api.PUT("/v1/me/notes/people/{person_id}", { params: { path: { person_id: id } }, body: { text } }))
    : data(api.PUT("/v1/sessions/{session_id}/note", { params: { path: { session_id: id } }, body: { text } }));
}
