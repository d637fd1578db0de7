import { Section } from "@/components/Card";

import { NoteEditor } from "./NoteEditor";

/** A client's note on a reader, on the reader's page. */
export default function ReaderNote({ reader }: { reader: { reader_id: string; display_name: string } }) {
  return (
    <Section title="Your note" className="mt-12">
      <NoteEditor
        subject={{ about: "person", id: reader.reader_id }}
        label={`What do you want to remember about ${reader.display_name}?`}
        rows={3}
      />
    </Section>
  );
}
