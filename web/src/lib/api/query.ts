import { QueryClient } from "@tanstack/react-query";

import { ApiError } from "./errors";

const RETRIES = 2;

/** A refusal does not change by asking again; a failure of the network or the service may. */
function retry(failures: number, error: unknown): boolean {
  if (error instanceof ApiError && error.problem.status < 500 && error.problem.status !== 429) return false;
  return failures < RETRIES;
}

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry, staleTime: 10_000, networkMode: "offlineFirst" },
      mutations: { retry: false, networkMode: "offlineFirst" },
    },
  });
}

/** Keys of the query cache, so that a change made in one place is seen in all. */
export const queryKeys = {
  account: ["account"] as const,
  liveSession: ["live-session"] as const,
  wallet: ["wallet"] as const,
  walletEntries: (filter: object) => ["wallet", "entries", filter] as const,
  walletSummary: (days: number, zone: string) => ["wallet", "summary", days, zone] as const,
  unspent: ["wallet", "unspent"] as const,
  earnings: ["earnings"] as const,
  hasEntries: (of: "wallet" | "earnings") => [of, "has-entries"] as const,
  earningsEntries: (filter: object) => ["earnings", "entries", filter] as const,
  earningsSummary: (days: number, zone: string) => ["earnings", "summary", days, zone] as const,
  readers: (filters: object) => ["readers", filters] as const,
  reader: (readerId: string) => ["reader", readerId] as const,
  reviewList: (readerId: string, sort: string) => ["reader", readerId, "reviews", sort] as const,
  ownReviews: ["own-reviews"] as const,
  ownReviewList: (sort: string) => ["own-reviews", sort] as const,
  sessionReview: (sessionId: string) => ["session", sessionId, "review"] as const,
  flagged: ["flagged"] as const,
  flaggedList: (decided: boolean) => ["flagged", decided] as const,
  ownReader: ["own-reader"] as const,
  ownAvailability: ["own-availability"] as const,
  readerHours: (readerId: string) => ["reader", readerId, "hours"] as const,
  slots: (readerId: string, duration: number, from: string) => ["reader", readerId, "slots", duration, from] as const,
  allSlots: (readerId: string) => ["reader", readerId, "slots"] as const,
  bookings: ["bookings"] as const,
  bookingList: (when: string, limit: number) => ["bookings", when, limit] as const,
  booking: (bookingId: string) => ["booking", bookingId] as const,
  sessions: ["sessions"] as const,
  sessionList: (choice: object) => ["sessions", choice] as const,
  session: (sessionId: string) => ["session", sessionId] as const,
  place: ["place-in-line"] as const,
  onlineNotice: (readerId: string) => ["reader", readerId, "online-notice"] as const,
  favouriteIds: ["favourites", "ids"] as const,
  favourites: ["favourites", "list"] as const,
  noteLists: ["notes", "list"] as const,
  noteList: (about: string) => ["notes", "list", about] as const,
  personNote: (personId: string) => ["notes", "person", personId] as const,
  sessionNote: (sessionId: string) => ["notes", "session", sessionId] as const,
  unread: ["unread"] as const,
  notifications: ["notifications"] as const,
  notificationChoices: ["notification-choices"] as const,
  receipt: (sessionId: string) => ["session", sessionId, "receipt"] as const,
};
