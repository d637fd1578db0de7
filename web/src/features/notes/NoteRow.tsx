import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { Button, LinkButton, TextLink } from "@/components/Button";
import { Card } from "@/components/Card";
import { DateTime } from "@/components/DateTime";
import { Dialog } from "@/components/Dialog";
import { FormError } from "@/components/FormError";
import { Avatar } from "@/components/Photo";
import { UnlessSuspended } from "@/components/UnlessSuspended";
import { announce } from "@/lib/announce";
import { queryKeys } from "@/lib/api/query";
import type { KeptNote } from "@/lib/api/types";
import { MODALITY_WORDS } from "@/lib/words";

import { NoteEditor } from "./NoteEditor";
import { queryKeyOf, saveNote, subjectOf } from "./requests";

/** One note in the list of one's own: read, changed or deleted in place. */
export function NoteRow({ note }: { note: KeptNote }) {
  const [editing, setEditing] = useState(false);
  const [deleting, setDeleting] = useState(false);
  const name = note.person?.display_name ?? (note.person?.party === "client" ? "A client who has left" : "A reader who has left");
  const title = note.session ? `${MODALITY_WORDS[note.session.modality]} session with ${name}` : name;
  return (
    <Card as="article" aria-label={`Note on ${title}`}>
      <div className="flex items-start gap-3">
        <Avatar url={note.person?.photo_url ?? null} name={name} size="small" />
        <div className="min-w-0 grow">
          <h2 className="font-sans text-base font-semibold">
            <Subject note={note} title={title} />
          </h2>
          <p className="text-sm text-muted">
            {note.session ? (
              <>
                <DateTime at={note.session.created_at} style="date" />
                {" · "}
              </>
            ) : null}
            Changed <DateTime at={note.updated_at} />
          </p>
        </div>
      </div>
      {editing ? (
        <div className="mt-4">
          <NoteEditor subject={subjectOf(note)} label={`Note on ${title}`} />
        </div>
      ) : (
        <p className="mt-3 max-w-prose whitespace-pre-line break-words">{note.text}</p>
      )}
      <div className="mt-4 flex flex-wrap gap-x-1 gap-y-2 sm:gap-x-2">
        <UnlessSuspended>
          <Button variant="secondary" size="small" onClick={() => setEditing(!editing)}>
            {editing ? "Done" : "Edit"}
            <span className="sr-only">
              {editing ? " with" : ""} the note on {title}
            </span>
          </Button>
          <Button variant="quiet" size="small" icon="trash" onClick={() => setDeleting(true)}>
            Delete
            <span className="sr-only"> the note on {title}</span>
          </Button>
        </UnlessSuspended>
        {note.session === null && note.person?.display_name ? (
          <LinkButton variant="quiet" size="small" icon="clock" to={`/sessions?with=${note.subject_id}`}>
            Sessions
            <span className="sr-only"> with {name}</span>
          </LinkButton>
        ) : null}
      </div>
      {deleting ? <DeleteDialog note={note} title={title} onClose={() => setDeleting(false)} /> : null}
    </Card>
  );
}

/** What the note is about, with the way there if there is one. */
function Subject({ note, title }: { note: KeptNote; title: string }) {
  if (note.session) return <TextLink to={`/sessions/${note.session.session_id}/receipt#note`}>{title}</TextLink>;
  if (note.person?.party !== "reader" || !note.person.display_name) return title;
  return <TextLink to={`/readers/${note.subject_id}`}>{title}</TextLink>;
}

function DeleteDialog({ note, title, onClose }: { note: KeptNote; title: string; onClose: () => void }) {
  const queries = useQueryClient();
  const erase = useMutation({
    mutationFn: () => saveNote(subjectOf(note), ""),
    onSuccess: async () => {
      queries.removeQueries({ queryKey: queryKeyOf(subjectOf(note)) });
      announce("The note is deleted");
      onClose();
      document.getElementById("main")?.focus({ preventScroll: true });
      await queries.invalidateQueries({ queryKey: queryKeys.noteLists });
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title="Delete this note?"
      actions={
        <>
          <Button variant="secondary" onClick={onClose}>
            Keep it
          </Button>
          <Button variant="danger" busy={erase.isPending} onClick={() => erase.mutate()}>
            Delete
          </Button>
        </>
      }
    >
      <p>Your note on “{title}” is gone for good then.</p>
      <FormError error={erase.error} className="mt-4" />
    </Dialog>
  );
}
