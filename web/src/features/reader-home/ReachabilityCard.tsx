import { Banner } from "@/components/Banner";
import { Button } from "@/components/Button";
import { Card } from "@/components/Card";
import { Choice } from "@/components/Field";
import { FormError } from "@/components/FormError";
import type { Reachability, ReaderProfile } from "@/lib/api/types";
import { STATUS_WORDS } from "@/lib/words";

import { useSetReachability } from "./useOwnReader";

const REACHABILITIES: readonly Reachability[] = ["online", "busy", "away", "offline"];

const MEANINGS: Record<Reachability, string> = {
  online: "Clients can ring you at your rates. You have a minute to answer.",
  busy: "Clients see that you are busy and cannot ring you.",
  away: "Clients see that you are away and cannot ring you.",
  offline: "Nobody can ring you until you go online.",
};

/** Whether clients can ring, said by the reader; and that rings were missed, said to the reader. */
export function ReachabilityCard({ reader }: { reader: ReaderProfile }) {
  const change = useSetReachability();
  const { reachability } = reader;
  const online = reachability === "online";
  const missed = reachability === "away" && reader.missed_rings > 1;
  return (
    <Card as="section" aria-labelledby="reachability" tone={online ? "success" : "plain"}>
      <h2 id="reachability" className="text-2xl">
        {reader.status === "in_session" ? "You are in a session" : `You are ${STATUS_WORDS[reachability].toLowerCase()}`}
      </h2>
      <p className="mb-5 mt-1.5 text-muted">{reader.verified ? MEANINGS[reachability] : "Nobody can ring you."}</p>
      {missed ? (
        <Banner
          tone="warning"
          live
          className="mb-5"
          title="You missed two rings; you are away"
          action={
            <Button size="small" busy={change.isPending} onClick={() => change.mutate("online")}>
              Go online
            </Button>
          }
        >
          Clients cannot ring you until you are back.
        </Banner>
      ) : null}
      {reader.verified ? (
        <Choice
          legend="Your status"
          legendHidden
          name="reachability"
          value={change.isPending ? change.variables : reachability}
          options={REACHABILITIES.map((value) => ({ value, label: STATUS_WORDS[value] }))}
          onChange={(value) => change.mutate(value)}
        />
      ) : reader.application_status === "withdrawn" ? (
        <Banner tone="warning" title="Your verification was taken back">
          You cannot go online, and clients do not see your profile. Write to us if you have questions.
        </Banner>
      ) : (
        <Banner tone="info" title="Your application is being looked at">
          You can go online as soon as we have verified you.
        </Banner>
      )}
      {reader.verified && reader.rates.length === 0 ? (
        <Banner tone="warning" className="mt-5">
          Set a rate for at least one way to talk before you go online.
        </Banner>
      ) : null}
      <FormError error={change.error} className="mt-5" />
    </Card>
  );
}
