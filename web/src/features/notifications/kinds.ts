import type { IconName } from "@/components/icons";
import type { NotificationKind } from "@/lib/api/types";

/** The picture beside a notification. */
export const KIND_ICONS: Record<NotificationKind, IconName> = {
  booking_made: "clock",
  booking_reminder: "clock",
  booking_cancelled: "clock",
  booking_rescheduled: "clock",
  session_missed: "voice",
  session_refunded: "wallet",
  low_balance: "warning",
  top_up_receipt: "receipt",
  payout: "wallet",
  dispute: "warning",
  message_digest: "text",
  review_received: "star",
  review_answered: "star",
  moderation: "shield",
  reader_online: "sparkle",
  your_turn: "bell",
  verification: "shield",
  account_standing: "user",
};
