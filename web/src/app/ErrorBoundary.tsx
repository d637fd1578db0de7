import type { ReactNode } from "react";
import { useLocation } from "react-router";

import { Button } from "@/components/Button";
import { Catch } from "@/components/Catch";

/** Catches what a page throws while rendering, or a chunk that could not be fetched, and offers a way on. */
export function ErrorBoundary({ children }: { children: ReactNode }) {
  return <Catch instead={<Stumbled />}>{children}</Catch>;
}

function Stumbled() {
  return (
    <div role="alert" className="mx-auto max-w-prose px-6 py-20 text-center">
      <h1 className="text-3xl">This page stumbled</h1>
      <p className="mt-3 text-muted">Nothing of yours is lost: sessions and money are kept on our side. Load the page again to go on.</p>
      <Button className="mt-6" onClick={() => window.location.reload()}>
        Load again
      </Button>
    </div>
  );
}

/** One page's boundary: going elsewhere leaves the failure behind. */
export function PageErrorBoundary({ children }: { children: ReactNode }) {
  const { pathname } = useLocation();
  return <ErrorBoundary key={pathname}>{children}</ErrorBoundary>;
}
