import type { ComponentType } from "react";

import type { Role } from "@/lib/api/types";

/** The page module's default export. Each page is a chunk of its own. */
type PageModule = Promise<{ default: ComponentType }>;

export interface AppRoute {
  path: string;
  load: () => PageModule;
  /** Who may see it; absent: everybody, signed in or not. The API decides again on every call. */
  roles?: readonly Role[];
}

const EVERYBODY_SIGNED_IN: readonly Role[] = ["client", "reader", "admin"];

/** Every page of the app. The first path that matches wins by React Router's ranking, not by order. */
export const routes: readonly AppRoute[] = [
  { path: "/", load: () => import("@/features/home/HomePage") },
  { path: "/about", load: () => import("@/features/about/AboutPage") },
  { path: "/help", load: () => import("@/features/about/HelpPage") },
  { path: "/privacy", load: () => import("@/features/about/PrivacyPage") },
  { path: "/terms", load: () => import("@/features/about/TermsPage") },
  { path: "/readers", load: () => import("@/features/readers/BrowsePage") },
  { path: "/readers/:readerId", load: () => import("@/features/readers/ReaderPage") },
  { path: "/dashboard", load: () => import("@/features/dashboard/DashboardPage"), roles: ["client"] },
  { path: "/wallet", load: () => import("@/features/wallet/WalletPage"), roles: EVERYBODY_SIGNED_IN },
  { path: "/earnings", load: () => import("@/features/earnings/EarningsPage"), roles: EVERYBODY_SIGNED_IN },
  { path: "/reader", load: () => import("@/features/reader-home/ReaderHomePage"), roles: ["reader"] },
  { path: "/reader/availability", load: () => import("@/features/availability/AvailabilityPage"), roles: ["reader"] },
  { path: "/reader/reviews", load: () => import("@/features/reviews/OwnReviewsPage"), roles: ["reader"] },
  { path: "/apply", load: () => import("@/features/apply/ApplyPage"), roles: ["client", "reader"] },
  { path: "/sessions", load: () => import("@/features/history/HistoryPage"), roles: EVERYBODY_SIGNED_IN },
  { path: "/favourites", load: () => import("@/features/favourites/FavouritesPage"), roles: ["client"] },
  { path: "/notes", load: () => import("@/features/notes/NotesPage"), roles: EVERYBODY_SIGNED_IN },
  { path: "/bookings", load: () => import("@/features/bookings/BookingsPage"), roles: EVERYBODY_SIGNED_IN },
  { path: "/bookings/:bookingId", load: () => import("@/features/bookings/BookingPage"), roles: EVERYBODY_SIGNED_IN },
  { path: "/notifications", load: () => import("@/features/notifications/NotificationsPage"), roles: EVERYBODY_SIGNED_IN },
  { path: "/account", load: () => import("@/features/account/AccountPage"), roles: EVERYBODY_SIGNED_IN },
  { path: "/admin", load: () => import("@/features/admin/AdminPage"), roles: ["admin"] },
  { path: "/sessions/:sessionId", load: () => import("@/features/session/SessionPage"), roles: EVERYBODY_SIGNED_IN },
  { path: "/sessions/:sessionId/receipt", load: () => import("@/features/session/receipt/ReceiptPage"), roles: EVERYBODY_SIGNED_IN },
  { path: "/sessions/:sessionId/top-up", load: () => import("@/features/session/top-up/TopUpReturnPage"), roles: ["client"] },
  { path: "/callback", load: () => import("@/features/account/CallbackPage") },
  { path: "*", load: () => import("@/features/about/NotFoundPage") },
];
