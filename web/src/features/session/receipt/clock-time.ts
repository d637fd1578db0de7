import { formatOf } from "@/lib/zones";
import { viewerTimeZone } from "@/lib/time";

/** Seconds matter here: a minute more or less is money. */
const CLOCK: Intl.DateTimeFormatOptions = { hour: "numeric", minute: "2-digit", second: "2-digit" };

export function clockTime(at: string): string {
  return formatOf(viewerTimeZone(), CLOCK).format(new Date(at));
}
