import { Button, LinkButton } from "@/components/Button";
import { SkeletonRows } from "@/components/Skeleton";
import { ErrorState } from "@/components/States";

import { NotificationList } from "./NotificationList";
import { useNotifications, useReading } from "./useNotifications";

const SHOWN = 5;

/** What opens under the bell: the newest notifications and the way to the rest. */
export default function BellPanel() {
  const list = useNotifications();
  const reading = useReading();
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const [newest] = items;
  return (
    <section aria-label="Notifications">
      {list.isPending ? (
        <SkeletonRows rows={3} label="Loading your notifications" />
      ) : list.isError && !newest ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} retrying={list.isFetching} />
      ) : newest ? (
        <div className="max-h-[min(32rem,70dvh)] overflow-y-auto">
          <NotificationList items={items.slice(0, SHOWN)} onOpen={(each) => !each.read && reading.one.mutate(each)} />
        </div>
      ) : (
        <p className="px-3 py-6 text-center text-muted">Nothing yet. What concerns you is told here.</p>
      )}
      <div className="mt-2 flex items-center justify-between gap-2 border-t border-line px-1 pt-2">
        <LinkButton to="/notifications" variant="quiet" size="small">
          See all
        </LinkButton>
        {newest && items.some((each) => !each.read) ? (
          <Button variant="quiet" size="small" icon="check" onClick={() => reading.all.mutate(newest)}>
            Mark all as read
          </Button>
        ) : null}
      </div>
    </section>
  );
}
