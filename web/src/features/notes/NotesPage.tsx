import { useInfiniteQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";

import { LinkButton } from "@/components/Button";
import { LoadMore } from "@/components/List";
import { PageHeader } from "@/components/PageHeader";
import { SkeletonRows } from "@/components/Skeleton";
import { EmptyState, ErrorState } from "@/components/States";
import { Tabs } from "@/components/Tabs";
import { useAccount } from "@/lib/account";
import { api, data } from "@/lib/api/client";
import { queryKeys } from "@/lib/api/query";
import type { NoteAbout } from "@/lib/api/types";

import { NoteRow } from "./NoteRow";

export default function NotesPage() {
  const [query, setQuery] = useSearchParams();
  const isReader = useAccount().data?.role === "reader";
  const about: NoteAbout = query.get("about") === "session" ? "session" : "person";
  return (
    <>
      <PageHeader title="Notes" lead="What you want to remember. Nobody but you sees any of it." />
      <Tabs
        label="Notes"
        value={about}
        onChange={(next) => setQuery(next === "session" ? { about: next } : {}, { replace: true })}
        tabs={[
          { id: "person", label: "On people", content: <NoteList about="person" isReader={isReader} /> },
          { id: "session", label: "On sessions", content: <NoteList about="session" isReader={isReader} /> },
        ]}
      />
    </>
  );
}

function NoteList({ about, isReader }: { about: NoteAbout; isReader: boolean }) {
  const notes = useInfiniteQuery({
    queryKey: queryKeys.noteList(about),
    queryFn: ({ pageParam, signal }) => data(api.GET("/v1/me/notes", { params: { query: { about, cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
  const found = notes.data?.pages.flatMap((page) => page.items) ?? [];
  if (notes.isPending) return <SkeletonRows rows={4} label="Loading your notes" />;
  if (notes.isError && found.length === 0) {
    return (
      <ErrorState title="Your notes did not load" error={notes.error} onRetry={() => void notes.refetch()} retrying={notes.isFetching} />
    );
  }
  if (found.length === 0) return <Nothing about={about} isReader={isReader} />;
  return (
    <>
      <ul className="space-y-3">
        {found.map((note) => (
          <li key={note.subject_id}>
            <NoteRow note={note} />
          </li>
        ))}
      </ul>
      <LoadMore
        hasMore={notes.hasNextPage}
        loading={notes.isFetchingNextPage}
        error={notes.isFetchNextPageError ? notes.error : null}
        onMore={() => void notes.fetchNextPage()}
      />
    </>
  );
}

function Nothing({ about, isReader }: { about: NoteAbout; isReader: boolean }) {
  if (about === "session") {
    return (
      <EmptyState icon="note" title="No notes on sessions yet" action={<LinkButton to="/sessions">Your sessions</LinkButton>}>
        Each session has room for one, while it lasts and on its receipt.
      </EmptyState>
    );
  }
  return isReader ? (
    <EmptyState icon="note" title="No notes on clients yet" action={<LinkButton to="/sessions">Your sessions</LinkButton>}>
      When a client rings, and on every session with them, you can write down what you want to know the next time.
    </EmptyState>
  ) : (
    <EmptyState icon="note" title="No notes on readers yet" action={<LinkButton to="/readers">Find a reader</LinkButton>}>
      Each reader’s page has room for one that only you see.
    </EmptyState>
  );
}
