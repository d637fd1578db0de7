import { useDeferredValue } from "react";

import { timeZones, viewerTimeZone } from "@/lib/time";
import { zoneCity } from "@/lib/zones";

import { Select } from "./Field";

interface ZoneSelectProps {
  label: string;
  labelHidden?: boolean;
  value: string;
  /** Zones that are likely to be wanted, with what they are. */
  first?: readonly { zone: string; what: string }[];
  onChange: (zone: string) => void;
  className?: string;
}

/** Every IANA zone, the likely ones first. The other four hundred are drawn after all else, in slices. */
export function ZoneSelect({ label, labelHidden, value, first = [], onChange, className }: ZoneSelectProps) {
  const isComplete = useDeferredValue(true, false);
  const likely = [{ zone: viewerTimeZone(), what: "here" }, ...first];
  const unique = likely.filter(({ zone }, index) => likely.findIndex((other) => other.zone === zone) === index);
  const known = [...new Set([value, ...(isComplete ? timeZones() : [])])];
  const rest = known.filter((zone) => !unique.some((each) => each.zone === zone)).sort();
  return (
    <Select label={label} labelHidden={labelHidden} className={className} value={value} onChange={(event) => onChange(event.target.value)}>
      <optgroup label="Likely">
        {unique.map(({ zone, what }) => (
          <option key={zone} value={zone}>
            {zoneCity(zone)} time ({what})
          </option>
        ))}
      </optgroup>
      <optgroup key={isComplete ? "all" : "chosen"} label="All time zones">
        {rest.map((zone) => (
          <option key={zone} value={zone}>
            {zone.replaceAll("_", " ")}
          </option>
        ))}
      </optgroup>
    </Select>
  );
}
