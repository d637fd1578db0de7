import { Link } from "react-router";

import { DateTime } from "@/components/DateTime";
import { Icon } from "@/components/icons";
import type { Notification } from "@/lib/api/types";
import { cx } from "@/lib/cx";

import { KIND_ICONS } from "./kinds";

interface NotificationListProps {
  items: readonly Notification[];
  /** Somebody follows a notification to what it is about. */
  onOpen: (notification: Notification) => void;
}

/** Notifications, newest first, each one link to what it is about. */
export function NotificationList({ items, onOpen }: NotificationListProps) {
  return (
    <ul className="divide-y divide-line">
      {items.map((each) => (
        <li key={each.notification_id}>
          <Link
            to={each.path}
            onClick={() => onOpen(each)}
            className="group flex gap-3.5 px-3 py-3.5 no-underline transition-colors hover:bg-pink-tint sm:px-4"
          >
            <span
              className={cx(
                "mt-0.5 flex size-9 shrink-0 items-center justify-center rounded-full",
                each.read ? "bg-sunken text-muted" : "bg-gold-tint text-gold-text",
              )}
            >
              <Icon name={KIND_ICONS[each.kind]} className="size-5" />
            </span>
            <span className="min-w-0 grow">
              <span className={cx("block break-words", each.read ? "font-medium" : "font-semibold")}>
                {each.read ? null : <span className="sr-only">Unread: </span>}
                {each.title}
              </span>
              <span className="mt-0.5 block break-words text-sm text-muted">{each.text}</span>
              <span className="mt-1.5 flex flex-wrap gap-x-3 text-sm">
                <DateTime at={each.created_at} className="text-muted" />
                <span className="font-semibold text-pink-text group-hover:underline">{each.action}</span>
              </span>
            </span>
            {each.read ? null : <span aria-hidden="true" className="mt-2 size-2.5 shrink-0 rounded-full bg-pink" />}
          </Link>
        </li>
      ))}
    </ul>
  );
}
