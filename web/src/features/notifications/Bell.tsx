import { lazy } from "react";

import { LazyPart } from "@/components/LazyPart";
import { Icon } from "@/components/icons";
import { Menu } from "@/components/Menu";
import { SkeletonRows } from "@/components/Skeleton";

import { useNewsOf, useUnread } from "./useNotifications";

const BellPanel = lazy(() => import("./BellPanel"));

/** In the header: whether there is news, and the newest of it. */
export function Bell() {
  const unread = useUnread();
  useNewsOf(unread?.count);
  const { count, more } = unread ?? { count: 0, more: false };
  const label = count === 0 ? "Notifications" : `Notifications, ${more ? `more than ${count}` : count} unread`;
  return (
    <Menu
      label={label}
      triggerClassName="relative size-11 justify-center"
      panelClassName="w-96 max-sm:fixed max-sm:inset-x-3 max-sm:top-16 max-sm:w-auto"
      trigger={
        <>
          <Icon name="bell" />
          {count > 0 ? (
            <span
              aria-hidden="true"
              className="tabular absolute right-0.5 top-0.5 flex h-5 min-w-5 items-center justify-center rounded-full bg-pink px-1 text-xs font-bold text-on-pink"
            >
              {more ? `${count}+` : count}
            </span>
          ) : null}
        </>
      }
    >
      {() => (
        <LazyPart fallback={<SkeletonRows rows={3} label="Loading your notifications" />}>
          <BellPanel />
        </LazyPart>
      )}
    </Menu>
  );
}
