import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { Banner } from "@/components/Banner";
import { Button } from "@/components/Button";
import { Dialog } from "@/components/Dialog";
import { FormError } from "@/components/FormError";
import { Moment } from "@/components/Moment";
import { Skeleton } from "@/components/Skeleton";
import { api, data } from "@/lib/api/client";
import { hasCode } from "@/lib/api/errors";
import { queryKeys } from "@/lib/api/query";
import type { Booking, Duration, Slot } from "@/lib/api/types";
import { notify } from "@/lib/notices";
import { viewerTimeZone } from "@/lib/time";
import { formatMoment, zoneLabel } from "@/lib/zones";

import { SlotPicker } from "./SlotPicker";
import { useReschedule } from "./useBookings";

/** Moves a booking to another open time of the same reader, for the same price. */
export function RescheduleDialog({ booking, onClose }: { booking: Booking; onClose: () => void }) {
  const queries = useQueryClient();
  const zone = viewerTimeZone();
  const readerId = booking.reader.user_id;
  const [slot, setSlot] = useState<Slot | null>(null);
  const reschedule = useReschedule(booking.booking_id);
  const hours = useQuery({
    queryKey: queryKeys.readerHours(readerId),
    queryFn: ({ signal }) => data(api.GET("/v1/readers/{reader_id}/availability", { params: { path: { reader_id: readerId } }, signal })),
  });
  const readerZone = hours.data?.time_zone ?? null;

  const confirm = (wanted: Slot) =>
    reschedule.mutate(wanted.starts_at, {
      onSuccess: (moved) => {
        notify(`Moved to ${formatMoment(Date.parse(moved.starts_at), zone)}. ${moved.reader.display_name} is told.`, "success");
        onClose();
      },
      onError: (error) => {
        if (!hasCode(error, "slot_taken", "client_not_free")) return;
        setSlot(null);
        void queries.invalidateQueries({ queryKey: queryKeys.allSlots(readerId) });
      },
    });

  if (slot) {
    const startMs = Date.parse(slot.starts_at);
    return (
      <Dialog
        key="confirm"
        open
        onClose={onClose}
        title="Move the reading here?"
        actions={
          <>
            <Button variant="secondary" onClick={() => setSlot(null)}>
              Another time
            </Button>
            <Button icon="calendar" busy={reschedule.isPending} onClick={() => confirm(slot)}>
              Move it
            </Button>
          </>
        }
      >
        <p className="text-muted line-through">{formatMoment(Date.parse(booking.starts_at), zone)}</p>
        <p className="mt-1 text-lg font-semibold">
          <Moment atMs={startMs} untilMs={Date.parse(slot.ends_at)} zone={zone} />
        </p>
        <p className="text-sm text-muted">{zoneLabel(startMs, zone)}</p>
        {readerZone === null || readerZone === zone ? null : (
          <p className="mt-3">
            For {booking.reader.display_name}: {formatMoment(startMs, readerZone)}, {zoneLabel(startMs, readerZone)}
          </p>
        )}
        <p className="mt-3 text-muted">The price stays the same. What cancelling gives back counts from the new time.</p>
        <FormError error={reschedule.error} className="mt-4" />
      </Dialog>
    );
  }

  return (
    <Dialog key="choose" open onClose={onClose} title="Move to another time" width="wide">
      {hasCode(reschedule.error, "slot_taken", "client_not_free") ? (
        <Banner tone="warning" live className="mb-4" title="That time cannot be had">
          {hasCode(reschedule.error, "slot_taken") ? "Somebody else was quicker." : "You have another reading then."} Your booking stays
          where it was. Please choose another time.
        </Banner>
      ) : null}
      {hours.data ? (
        <SlotPicker
          readerId={readerId}
          duration={booking.duration_minutes as Duration}
          zone={zone}
          horizonDays={hours.data.horizon_days ?? 0}
          onChoose={(chosen) => {
            reschedule.reset();
            setSlot(chosen);
          }}
        />
      ) : hours.isError ? (
        <FormError error={hours.error} />
      ) : (
        <Skeleton className="h-64 w-full" />
      )}
    </Dialog>
  );
}
