import { lazy, Suspense } from "react";
import { Route, Routes } from "react-router";

import { PageSkeleton } from "@/components/Skeleton";

import { PageErrorBoundary } from "./ErrorBoundary";
import { RequireRole } from "./RequireRole";
import { routes } from "./routes";
import { Shell } from "./Shell";

const pages = routes.map(({ path, load, roles }) => ({ path, roles, Page: lazy(load) }));

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
