import { Button, LinkButton } from "@/components/Button";
import { Card } from "@/components/Card";
import { FormError } from "@/components/FormError";
import { LoadMore } from "@/components/List";
import { PageHeader } from "@/components/PageHeader";
import { SkeletonRows } from "@/components/Skeleton";
import { EmptyState, ErrorState } from "@/components/States";

import { NotificationList } from "./NotificationList";
import { useNotifications, useReading } from "./useNotifications";

export default function NotificationsPage() {
  const list = useNotifications();
  const reading = useReading();
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const [newest] = items;
  const hasUnread = items.some((each) => !each.read);
  return (
    <div className="mx-auto max-w-3xl">
      <PageHeader
        title="Notifications"
        lead="What concerned you in the last 90 days."
        actions={
          <>
            {newest && hasUnread ? (
              <Button variant="secondary" icon="check" onClick={() => reading.all.mutate(newest)}>
                Mark all as read
              </Button>
            ) : null}
            <LinkButton variant="quiet" to="/account#notifications">
              Choose what you are told
            </LinkButton>
          </>
        }
      />
      <FormError error={reading.all.error ?? reading.one.error} />
      {list.isPending ? (
        <SkeletonRows rows={5} label="Loading your notifications" />
      ) : list.isError && !newest ? (
        <ErrorState
          title="Your notifications did not load"
          error={list.error}
          onRetry={() => void list.refetch()}
          retrying={list.isFetching}
        />
      ) : newest || list.hasNextPage ? (
        <>
          <Card padding="none" className="overflow-hidden">
            <NotificationList items={items} onOpen={(each) => !each.read && reading.one.mutate(each)} />
          </Card>
          <LoadMore
            hasMore={list.hasNextPage}
            loading={list.isFetchingNextPage}
            error={list.isFetchNextPageError ? list.error : null}
            onMore={() => void list.fetchNextPage()}
            end="That is everything."
          />
        </>
      ) : (
        <EmptyState icon="bell" title="Nothing yet">
          Receipts, bookings and everything else that concerns you will be told here.
        </EmptyState>
      )}
    </div>
  );
}
