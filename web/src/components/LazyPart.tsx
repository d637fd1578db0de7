import { Suspense, type ReactNode } from "react";

import { Catch } from "./Catch";
import { ReloadButton } from "./ReloadButton";

/**
 * A part of a page whose code comes when it is needed. Where it does not come, the part says so and the page around it
 * goes on: a session that is open must not end over its notes.
 */
export function LazyPart({ fallback = null, children }: { fallback?: ReactNode; children: ReactNode }) {
  return (
    <Catch instead={<NotLoaded />}>
      <Suspense fallback={fallback}>{children}</Suspense>
    </Catch>
  );
}

function NotLoaded() {
  return (
    <div role="alert" className="rounded-card border border-warning/40 bg-warning-tint p-4">
      <p className="font-semibold">This part did not load</p>
      <p className="mt-1">The rest of the page goes on. Loading the page again brings this part too.</p>
      <ReloadButton className="mt-3" />
    </div>
  );
}
