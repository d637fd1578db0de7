import { useSearchParams } from "react-router";

import { Button, LinkButton } from "@/components/Button";
import { LoadMore } from "@/components/List";
import { PageHeader } from "@/components/PageHeader";
import { SkeletonRows } from "@/components/Skeleton";
import { EmptyState, ErrorState } from "@/components/States";
import { useAccount } from "@/lib/account";

import { changed, choiceFromQuery, countOf, isBackwards, queryFromChoice, type Change, type Choice } from "./choice";
import { ChoicePanel } from "./ChoicePanel";
import { SessionRow } from "./SessionRow";
import { useSeenPeople, useSessions } from "./useSessions";

export default function HistoryPage() {
  const [query, setQuery] = useSearchParams();
  const isReader = useAccount().data?.role === "reader";
  const choice = choiceFromQuery(query);
  const sessions = useSessions(choice);
  const people = useSeenPeople();
  const show = (next: Choice) => setQuery(queryFromChoice(next), { replace: true, preventScrollReset: true });
  // From the address and not from what was drawn, which may be a choice behind when two come quickly.
  const change = (part: Change) => show(changed(choiceFromQuery(new URLSearchParams(window.location.search)), part));
  const { found } = sessions;
  return (
    <>
      <PageHeader
        title={isReader ? "Sessions" : "My sessions"}
        lead="Each with its receipt: who was there when, and every minute that was charged."
        actions={
          <LinkButton variant="secondary" icon="note" to="/notes">
            Notes
          </LinkButton>
        }
      />
      <ChoicePanel choice={choice} people={people} isReader={isReader} onChange={change} onClear={() => show({})} />
      {isBackwards(choice) ? null : sessions.isPending || sessions.searching ? (
        <SkeletonRows rows={5} label="Loading your sessions" />
      ) : sessions.isError && found.length === 0 ? (
        <ErrorState
          title="Your sessions did not load"
          error={sessions.error}
          onRetry={() => void sessions.refetch()}
          retrying={sessions.isFetching}
        />
      ) : found.length === 0 ? (
        countOf(choice) > 0 ? (
          <EmptyState
            icon="search"
            title="No session matches"
            action={
              <Button variant="secondary" onClick={() => show({})}>
                Show all sessions
              </Button>
            }
          >
            None of your sessions is like that.
          </EmptyState>
        ) : (
          <EmptyState
            icon="clock"
            title="No sessions yet"
            action={
              <LinkButton to={isReader ? "/reader" : "/readers?online=true"}>{isReader ? "To your desk" : "See who is online"}</LinkButton>
            }
          >
            {isReader ? "They gather here once clients ring you." : "Your first one will stand here, with its receipt."}
          </EmptyState>
        )
      ) : (
        <>
          <ul className="space-y-3">
            {found.map((session) => (
              <li key={session.session_id}>
                <SessionRow session={session} />
              </li>
            ))}
          </ul>
          <LoadMore
            hasMore={sessions.hasNextPage}
            loading={sessions.isFetchingNextPage}
            error={sessions.isFetchNextPageError ? sessions.error : null}
            onMore={() => void sessions.fetchNextPage()}
          />
        </>
      )}
    </>
  );
}
