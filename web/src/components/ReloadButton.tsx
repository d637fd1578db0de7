import { Button } from "./Button";

/** The way on where code is missing: see `needsReload`. */
export function ReloadButton({ className }: { className?: string }) {
  return (
    <Button variant="secondary" size="small" className={className} onClick={() => window.location.reload()}>
      Load the page again
    </Button>
  );
}
