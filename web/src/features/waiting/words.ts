import type { Place } from "@/lib/api/types";

/** "You are next in line" or "You are number 3 in line". */
export function placeWords({ position }: Pick<Place, "position">): string {
  return position === 1 ? "You are next in line" : `You are number ${position} in line`;
}

/** "about 12 minutes", from the reader's real recent sessions; null when there is nothing to go by. */
export function waitWords({ estimated_wait_seconds: seconds }: Pick<Place, "estimated_wait_seconds">): string | null {
  if (seconds === null) return null;
  const minutes = Math.max(1, Math.ceil(seconds / 60));
  return minutes === 1 ? "about a minute" : `about ${minutes} minutes`;
}
