import { needsReload, sentenceFor } from "@/lib/api/errors";

import { Banner } from "./Banner";
import { ReloadButton } from "./ReloadButton";
import { RequestId } from "./States";

/** Why what the person has just asked for was not done. Stands beside the button that asked; read out when it appears. */
export function FormError({ error, className }: { error: unknown; className?: string }) {
  if (!error) return null;
  return (
    <Banner tone="danger" live className={className}>
      {sentenceFor(error)}
      <RequestId error={error} />
      {needsReload(error) ? <ReloadButton className="mt-3 flex" /> : null}
    </Banner>
  );
}
