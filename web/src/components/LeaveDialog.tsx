import type { ReactNode } from "react";

import type { useUnsavedGuard } from "@/lib/useUnsavedGuard";

import { Button } from "./Button";
import { Dialog } from "./Dialog";

/** Asks somebody who wants to leave a page what to do with what is not saved. */
export function LeaveDialog({ guard, children }: { guard: ReturnType<typeof useUnsavedGuard>; children: ReactNode }) {
  return (
    <Dialog
      open={guard.asking}
      onClose={guard.stay}
      title="Leave without saving?"
      actions={
        <>
          <Button variant="danger" onClick={guard.leave}>
            Leave
          </Button>
          <Button onClick={guard.stay}>Stay here</Button>
        </>
      }
    >
      <p>{children}</p>
    </Dialog>
  );
}
