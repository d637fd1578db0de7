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

/** Every page of the app. The first path that matches wins by React Router's ranking, not by order. */
export const routes: readonly AppRoute[] = [
  { path: "/", load: () => import("@/features/home/HomePage") },
  { path: "/readers", load: () => import("@/features/readers/BrowsePage") },
  { path: "/callback", load: () => import("@/features/account/CallbackPage") },
  { path: "*", load: () => import("@/features/about/NotFoundPage") },
];
