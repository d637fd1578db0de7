import { useState } from "react";

import { Card } from "@/components/Card";
import { Icon } from "@/components/icons";
import { ZoneSelect } from "@/components/ZoneSelect";
import { useNow } from "@/lib/useNow";
import { dayOf, formatDay, zoneLabel } from "@/lib/zones";

import type { Draft } from "./draft";
import { hoursOn, hoursSeenFrom, stretchWords } from "./hours";

const DAYS = 7;

/** The coming week as clients see it, in any zone, with what is not saved yet. */
export function Preview({ draft }: { draft: Draft }) {
  const now = useNow();
  const [zone, setZone] = useState(draft.time_zone);
  const first = dayOf(now, zone);
  const days = hoursSeenFrom(zone, first, DAYS, draft.weekly, draft, draft.time_zone);
  const own = zone === draft.time_zone;
  return (
    <Card as="section" aria-labelledby="preview">
      <h2 id="preview" className="text-2xl">
        What clients see
      </h2>
      <p className="mb-4 mt-1.5 text-muted">
        The next seven days, with what you have not saved yet. Times that are booked are left out for them.
      </p>
      <ZoneSelect label="Seen from" value={zone} first={[{ zone: draft.time_zone, what: "yours" }]} onChange={setZone} />
      <dl className="mt-4 divide-y divide-line">
        {days.map(({ day, stretches }) => (
          <div key={day} className="grid grid-cols-[6.25rem_1fr] gap-2 py-2 sm:grid-cols-[6.5rem_1fr] sm:gap-3">
            <dt className="font-semibold">{formatDay(day, "medium")}</dt>
            <dd className="tabular">
              {stretches.length === 0 ? (
                <span className="text-muted">{own && hoursOn(day, draft.weekly, draft).kind === "off" ? "Time off" : "No hours"}</span>
              ) : (
                <ul>
                  {stretches.map((stretch) => (
                    <li key={stretch.startMs} className="whitespace-nowrap">
                      {stretchWords(stretch, zone)}
                    </li>
                  ))}
                </ul>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 flex items-center gap-2 text-sm text-muted">
        <Icon name="globe" className="size-4 shrink-0" />
        {zoneLabel(now, zone)}
      </p>
    </Card>
  );
}
