import { useInfiniteQuery } from "@tanstack/react-query";

import { LinkButton } from "@/components/Button";
import { Card } from "@/components/Card";
import { LoadMore } from "@/components/List";
import { PageHeader } from "@/components/PageHeader";
import { EmptyState, ErrorState } from "@/components/States";
import { ReaderCardView, readerGridClass, ReaderGridSkeleton } from "@/features/readers/ReaderCardView";
import { api, data } from "@/lib/api/client";
import { queryKeys } from "@/lib/api/query";
import type { Favourite } from "@/lib/api/types";
import { plural } from "@/lib/words";

import { FavouriteButton } from "./FavouriteButton";
import { useFavouriteIds } from "./useFavourites";

/** Status on cards is worth showing only while it is about true. */
const REFRESH_MS = 30_000;

export default function FavouritesPage() {
  const ids = useFavouriteIds().data?.reader_ids;
  const favourites = useInfiniteQuery({
    queryKey: queryKeys.favourites,
    queryFn: ({ pageParam, signal }) => data(api.GET("/v1/me/favourites", { params: { query: { cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    // A row whose heart was emptied here stays for as long as one looks, to be filled again.
    refetchInterval: ({ state }) => {
      const shown = state.data?.pages.flatMap((page) => page.items) ?? [];
      return shown.every((each) => ids?.includes(each.reader_id)) ? REFRESH_MS : false;
    },
  });
  const found = favourites.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <PageHeader
        title="Favourites"
        lead="Readers you want to find again, and what can be done with each now. Nobody sees whom you have marked."
        actions={
          <LinkButton variant="secondary" icon="search" to="/readers">
            All readers
          </LinkButton>
        }
      />
      {favourites.isPending ? (
        <ReaderGridSkeleton />
      ) : favourites.isError && found.length === 0 ? (
        <ErrorState
          title="Your favourites did not load"
          error={favourites.error}
          onRetry={() => void favourites.refetch()}
          retrying={favourites.isFetching}
        />
      ) : found.length === 0 ? (
        <EmptyState icon="heart" title="No favourites yet" action={<LinkButton to="/readers">Find a reader</LinkButton>}>
          The heart on a reader’s card or page keeps them here for you.
        </EmptyState>
      ) : (
        <>
          <h2 className="mb-4 font-sans text-base font-semibold text-muted">{ids ? plural(ids.length, "favourite") : "Your favourites"}</h2>
          <ul className={readerGridClass}>
            {found.map((favourite, index) => (
              <li key={favourite.reader_id}>
                {favourite.reader ? <ReaderCardView reader={favourite.reader} eager={index < 3} /> : <Unavailable favourite={favourite} />}
              </li>
            ))}
          </ul>
          <LoadMore
            hasMore={favourites.hasNextPage}
            loading={favourites.isFetchingNextPage}
            error={favourites.isFetchNextPageError ? favourites.error : null}
            onMore={() => void favourites.fetchNextPage()}
          />
        </>
      )}
    </>
  );
}

/** A favourite who is not to be seen at the moment, or has left: there is nothing to do but to wait, or to let go. */
function Unavailable({ favourite }: { favourite: Favourite }) {
  const name = favourite.display_name ?? "A reader who has left";
  return (
    <Card as="article" className="flex h-full flex-col border-dashed">
      <div className="flex items-start justify-between gap-3">
        <h3 className="text-xl text-muted">{name}</h3>
        <FavouriteButton readerId={favourite.reader_id} name={name} />
      </div>
      <p className="mt-2 text-muted">
        {favourite.display_name ? "Not available at the moment. They come back here if they return." : "Not on SoulSeer any more."}
      </p>
    </Card>
  );
}
