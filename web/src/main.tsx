import { startTransition } from "react";
import { flushSync } from "react-dom";
import { createRoot, hydrateRoot } from "react-dom/client";
import { BrowserRouter, matchPath } from "react-router";

import { AppRoutes, preloadPage } from "@/app/AppRoutes";
import { Providers } from "@/app/Providers";
import { createQueryClient } from "@/lib/api/query";

import "@/styles/index.css";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");

const app = (
  <Providers queries={createQueryClient()}>
    {/* A filter is a controlled input whose state is the address: as a transition it would lag behind the click. */}
    <BrowserRouter useTransitions={false}>
      <AppRoutes />
    </BrowserRouter>
  </Providers>
);

/** The route that the HTML was rendered for when the app was built, without a query; absent where it was not. */
const { page } = root.dataset;
const { pathname, search } = window.location;
const isRendered = page !== undefined && search === "" && matchPath(page, pathname) !== null;
// What stands there for another address cannot be pressed or typed into: it would be for nothing.
root.inert = !isRendered;

// With the page's own code at hand nothing of it waits, and what stands there makes way for the page itself, not for the
// place of a page.
void preloadPage(pathname).then(() => {
  if (isRendered) {
    // As a transition it is done in slices, between which the browser scrolls and answers; a press on something that is not
    // taken over yet has it taken over first.
    startTransition(() => {
      hydrateRoot(root, app);
    });
  } else {
    flushSync(() => createRoot(root).render(app));
    root.inert = false;
  }
});
