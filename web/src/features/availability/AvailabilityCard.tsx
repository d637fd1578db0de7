import { LinkButton } from "@/components/Button";
import { Card } from "@/components/Card";
import { Skeleton } from "@/components/Skeleton";
import { zoneCity } from "@/lib/zones";

import { minutesOf, WEEKDAYS } from "./hours";
import { useAvailability } from "./useAvailability";

/** On the desk: how much a reader can be booked, and the way to change it. */
export function AvailabilityCard({ verified }: { verified: boolean }) {
  const availability = useAvailability();
  const minutes = WEEKDAYS.flatMap((day) => availability.data?.weekly[day] ?? []).reduce(
    (sum, { start, end }) => sum + minutesOf(end) - minutesOf(start),
    0,
  );
  return (
    <Card as="section" aria-labelledby="availability">
      <h2 id="availability" className="text-2xl">
        Availability
      </h2>
      <p className="mb-5 mt-1.5 text-muted">
        {availability.data ? (
          minutes === 0 ? (
            "Nobody can book you: a usual week has no hours yet."
          ) : (
            `${verified ? "Clients can" : "Once you are verified clients can"} book you in ${Math.round(minutes / 6) / 10} hours of a usual week, by ${zoneCity(availability.data.time_zone)} time.`
          )
        ) : availability.isError ? (
          "When clients can book you, for how long and for how much."
        ) : (
          <Skeleton className="h-6 w-full" />
        )}
      </p>
      <LinkButton variant="secondary" icon="calendar" to="/reader/availability">
        {availability.data && minutes === 0 ? "Set your hours" : "Change your hours"}
      </LinkButton>
    </Card>
  );
}
