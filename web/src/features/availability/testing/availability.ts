import type { Availability } from "@/lib/api/types";

/** A reader in New York with office hours on two days; a test changes what it is about. */
export function anAvailability(change: Partial<Availability> = {}): Availability {
  return {
    version: 3,
    time_zone: "America/New_York",
    weekly: {
      monday: [{ start: "09:00", end: "17:00" }],
      tuesday: [],
      wednesday: [],
      thursday: [{ start: "18:00", end: "21:00" }],
      friday: [],
      saturday: [],
      sunday: [],
    },
    overrides: [],
    time_off: [],
    buffer_before_minutes: 0,
    buffer_after_minutes: 15,
    minimum_notice_minutes: 120,
    horizon_days: 60,
    durations_minutes: [30, 60],
    modalities: ["voice", "video"],
    prices: [],
    ...change,
  };
}
