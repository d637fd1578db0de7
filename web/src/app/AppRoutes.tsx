import { lazy, Suspense, type ComponentType } from "react";
import { matchRoutes, Route, Routes } from "react-router";

import { PageSkeleton } from "@/components/Skeleton";
import type { Role } from "@/lib/api/types";

import { PageErrorBoundary } from "./ErrorBoundary";
import { RequireRole } from "./RequireRole";
import { routes, type AppRoute } from "./routes";
import { Shell } from "./Shell";

const pages: { path: string; load: AppRoute["load"]; roles?: readonly Role[]; Page: ComponentType }[] = routes.map((route) => ({
  ...route,
  Page: lazy(route.load),
}));

/**
 * Fetches the code of the page at `pathname`, so that the first drawing of the app shows it and not its place; a page that
 * is for somebody waits for their account anyway. Called before that drawing only. A failure is left to the page's boundary.
 */
export async function preloadPage(pathname: string): Promise<void> {
  const page = matchRoutes(pages, pathname)?.at(-1)?.route;
  const module = page?.load().catch(() => undefined);
  if (!page || page.roles) return;
  page.Page = (await module)?.default ?? page.Page;
}

export function AppRoutes() {
  return (
    <Routes>
      <Route element={<Shell />}>
        {pages.map(({ path, roles, Page }) => {
          const page = (
            <PageErrorBoundary>
              <Suspense fallback={<PageSkeleton />}>
                <Page />
              </Suspense>
            </PageErrorBoundary>
          );
          return <Route key={path} path={path} element={roles ? <RequireRole roles={roles}>{page}</RequireRole> : page} />;
        })}
      </Route>
    </Routes>
  );
}
