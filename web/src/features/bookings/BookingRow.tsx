import { Link } from "react-router";

import { Badge } from "@/components/Badge";
import { Card } from "@/components/Card";
import { Icon } from "@/components/icons";
import { Money } from "@/components/Money";
import { Avatar } from "@/components/Photo";
import { SideBadge } from "@/components/SideBadge";
import type { Booking } from "@/lib/api/types";
import { viewerTimeZone } from "@/lib/time";
import { MODALITY_WORDS } from "@/lib/words";
import { dayOf, formatClockTime, formatDay } from "@/lib/zones";

import { otherOf, statusOf } from "./words";

/** One booking in a list. The whole card leads to it; the name is the link. */
export function BookingRow({ booking, level = 2 }: { booking: Booking; level?: 2 | 3 }) {
  const zone = viewerTimeZone();
  const other = otherOf(booking);
  const status = statusOf(booking);
  const startMs = Date.parse(booking.starts_at);
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <Card as="article" padding="none" className="relative transition-colors hover:border-pink/60">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3 p-4 sm:px-5">
        <Avatar url={other.photo_url} name={other.display_name} />
        <div className="min-w-0 grow basis-44">
          <Heading className="text-lg">
            <Link
              to={`/bookings/${booking.booking_id}`}
              className="no-underline after:absolute after:inset-0 after:rounded-card focus-visible:outline-none focus-visible:after:outline-3 focus-visible:after:outline-pink-text"
            >
              {booking.party === null ? `${booking.client.display_name} with ${other.display_name}` : other.display_name}
            </Link>
          </Heading>
          <p className="font-medium">
            <time dateTime={booking.starts_at} className="tabular">
              {formatDay(dayOf(startMs, zone), "full")}, {formatClockTime(startMs, zone)}
            </time>
          </p>
          <p className="flex flex-wrap items-center gap-x-3 text-sm text-muted">
            <span className="inline-flex items-center gap-1.5">
              <Icon name={booking.modality} className="size-4" />
              {MODALITY_WORDS[booking.modality]}, {booking.duration_minutes} minutes
            </span>
            <SideBadge party={booking.party} />
          </p>
        </div>
        <div className="flex items-center gap-4 sm:text-right">
          <Badge tone={status.tone}>{status.word}</Badge>
          <div>
            <Money cents={booking.price_cents} currency={booking.currency} className="block font-semibold" />
            {booking.refunded_cents > 0 ? (
              <span className="block text-sm text-muted">
                <Money cents={booking.refunded_cents} currency={booking.currency} /> back
              </span>
            ) : null}
          </div>
        </div>
      </div>
    </Card>
  );
}
