import { useQuery } from "@tanstack/react-query";

import { Icon } from "@/components/icons";
import { queryKeys } from "@/lib/api/query";

import { fetchNote } from "./requests";

/** What the reader has noted on a client, to be read while the client rings. Nothing where there is no note. */
export default function KnownNote({ personId, name }: { personId: string; name: string }) {
  const note = useQuery({
    queryKey: [...queryKeys.personNote(personId), "read"],
    queryFn: ({ signal }) => fetchNote({ about: "person", id: personId }, signal),
  });
  if (!note.data?.text) return null;
  return (
    <section aria-label={`Your note on ${name}`} className="w-full rounded-control border border-gold/40 bg-gold-tint px-4 py-3">
      <p className="flex items-center gap-2 text-sm font-semibold text-gold-text">
        <Icon name="note" className="size-4.5" />
        Your note on {name}
      </p>
      <p className="mt-1 line-clamp-6 whitespace-pre-line break-words">{note.data.text}</p>
    </section>
  );
}
