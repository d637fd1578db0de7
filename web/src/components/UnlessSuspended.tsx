import type { ReactNode } from "react";

import { useIsSuspended } from "@/lib/account";
import { cx } from "@/lib/cx";

/**
 * Around what changes something: it stands there as always, but cannot be pressed or typed into while the account is
 * suspended, since the API would refuse it. Why that is stands at the top of each page.
 */
export function UnlessSuspended({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <fieldset disabled={useIsSuspended()} className={cx("min-w-0", className ?? "contents")}>
      {children}
    </fieldset>
  );
}
