/** Renders pages when the app is built; scripts/prerender.mjs calls it. Nothing of it reaches a browser. */
import type { ReactNode } from "react";
import { prerender } from "react-dom/static";
import { Route, Routes, StaticRouter } from "react-router";

import { AppRoutes } from "@/app/AppRoutes";
import { Providers } from "@/app/Providers";
import { routes } from "@/app/routes";
import { Shell } from "@/app/Shell";
import { STATIC_PAGES } from "@/app/static-pages";
import { PageSkeleton } from "@/components/Skeleton";
import { createQueryClient } from "@/lib/api/query";

export { STATIC_PAGES };

/** Every path that leads to a page, in React Router's notation. */
export const PATHS = routes.map(({ path }) => path).filter((path) => path !== "*");

/** The HTML of a static page as a visitor sees it before any answer of the API. */
export function renderPage(path: string): Promise<string> {
  return render(
    <StaticRouter location={path === "*" ? "/no-such-page" : path.replace(/:\w+/g, "_")}>
      <AppRoutes />
    </StaticRouter>,
  );
}

/** The HTML of all pages that are for somebody: what stands around them, and the place of the page itself. */
export function renderShell(): Promise<string> {
  return render(
    <StaticRouter location="/app">
      <Routes>
        <Route element={<Shell />}>
          <Route path="*" element={<PageSkeleton />} />
        </Route>
      </Routes>
    </StaticRouter>,
  );
}

async function render(router: ReactNode): Promise<string> {
  const tree = <Providers queries={createQueryClient()}>{router}</Providers>;
  // In one piece: React puts large parts aside otherwise, for a script in the page to move into their places.
  const { prelude } = await prerender(tree, { progressiveChunkSize: Number.MAX_SAFE_INTEGER });
  return new Response(prelude).text();
}
