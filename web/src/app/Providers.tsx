import { QueryClientProvider, type QueryClient } from "@tanstack/react-query";
import { StrictMode, type ReactNode } from "react";

import { ErrorBoundary } from "./ErrorBoundary";

/** What stands around the router, the same in the browser and where pages are rendered at build time. */
export function Providers({ queries, children }: { queries: QueryClient; children: ReactNode }) {
  return (
    <StrictMode>
      <ErrorBoundary>
        <QueryClientProvider client={queries}>{children}</QueryClientProvider>
      </ErrorBoundary>
    </StrictMode>
  );
}
