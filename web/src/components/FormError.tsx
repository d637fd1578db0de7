import { sentenceFor } from "@/lib/api/errors";

import { Banner } from "./Banner";
import { RequestId } from "./States";

/** Why what the person has just asked for was not done. Stands beside the button that asked; read out when it appears. */
export function FormError({ error, className }: { error: unknown; className?: string }) {
  if (!error) return null;
  return (
    <Banner tone="danger" live className={className}>
      {sentenceFor(error)}
      <RequestId error={error} />
    </Banner>
  );
}
