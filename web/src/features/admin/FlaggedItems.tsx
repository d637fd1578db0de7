import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";

import { Choice } from "@/components/Field";
import { LoadMore } from "@/components/List";
import { SkeletonRows } from "@/components/Skeleton";
import { EmptyState, ErrorState } from "@/components/States";
import { api, data } from "@/lib/api/client";
import { queryKeys } from "@/lib/api/query";

import { FlaggedCase } from "./FlaggedCase";

const LISTS = [
  { value: "waiting", label: "Waiting" },
  { value: "decided", label: "Decided" },
] as const;

/** What people have flagged: what waits for a decision, and what was decided and can be decided otherwise. */
export function FlaggedItems() {
  const [list, setList] = useState<"waiting" | "decided">("waiting");
  return (
    <>
      <div className="mb-6">
        <Choice legend="Which" legendHidden name="flagged-list" value={list} options={LISTS} onChange={setList} />
      </div>
      <Cases key={list} decided={list === "decided"} />
    </>
  );
}

function Cases({ decided }: { decided: boolean }) {
  const cases = useInfiniteQuery({
    queryKey: queryKeys.flaggedList(decided),
    queryFn: ({ pageParam, signal }) => data(api.GET("/v1/admin/flagged", { params: { query: { decided, cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
  const found = cases.data?.pages.flatMap((page) => page.items) ?? [];
  if (cases.isPending) return <SkeletonRows rows={3} label="Loading what was flagged" />;
  if (cases.isError && found.length === 0)
    return <ErrorState error={cases.error} onRetry={() => void cases.refetch()} retrying={cases.isFetching} />;
  if (found.length === 0)
    return decided ? (
      <EmptyState icon="shield" title="Nothing was decided yet">
        Decisions appear here, and can be taken back.
      </EmptyState>
    ) : (
      <EmptyState icon="check" title="Nothing waits">
        What people flag appears here. Three different people hide it until you decide.
      </EmptyState>
    );
  return (
    <>
      <ul className="space-y-4">
        {found.map((each) => (
          <li key={`${each.target_type} ${each.target_id}`}>
            <FlaggedCase flagged={each} />
          </li>
        ))}
      </ul>
      <LoadMore
        hasMore={cases.hasNextPage}
        loading={cases.isFetchingNextPage}
        error={cases.isFetchNextPageError ? cases.error : null}
        onMore={() => void cases.fetchNextPage()}
      />
    </>
  );
}
