import { DataTable } from "@/components/List";
import type { Receipt } from "@/lib/api/types";
import { cx } from "@/lib/cx";
import { formatDuration, formatTime } from "@/lib/time";

import type { Parties } from "../words";
import { clockTime } from "./clock-time";
import { closedBySentence, stretchesOf, type Stretch } from "./explain";
import { proofSentences } from "./proof";

/** Who was present when: as a line to look at, and as a table to read. */
export function Timeline({ receipt, parties }: { receipt: Receipt; parties: Parties }) {
  const stretches = stretchesOf(receipt);
  const first = stretches[0];
  if (!first) return <p className="text-muted">The two of you were never connected at the same time.</p>;
  const hasProof = stretches.some((stretch) => proofSentences(stretch, receipt, parties).length > 0);
  const proofOf = (stretch: Stretch) => <Sentences all={proofSentences(stretch, receipt, parties)} />;
  return (
    <>
      <div aria-hidden="true" className="mb-6">
        <div className="flex h-9 gap-0.5 overflow-hidden rounded-control">
          {stretches.map((stretch) => (
            <span
              key={stretch.startedAt + stretch.kind}
              style={{ flexGrow: stretch.share, flexBasis: 0 }}
              className={cx(
                "min-w-1",
                stretch.kind === "together"
                  ? "bg-linear-to-r from-pink to-gold"
                  : "border-y border-line-strong bg-[repeating-linear-gradient(135deg,var(--line)_0_6px,transparent_6px_12px)]",
              )}
            />
          ))}
        </div>
        <div className="mt-1.5 flex justify-between text-xs text-muted">
          <span className="tabular">{clockTime(first.startedAt)}</span>
          <span className="tabular">{clockTime(receipt.ended_at)}</span>
        </div>
        <p className="mt-2 flex flex-wrap gap-x-5 gap-y-1 text-sm text-muted">
          <span className="flex items-center gap-2">
            <span className="h-3 w-5 rounded-sm bg-linear-to-r from-pink to-gold" />{" "}
            {receipt.booking ? "both connected" : "both connected, counted"}
          </span>
          {stretches.some(({ kind }) => kind === "apart") ? (
            <span className="flex items-center gap-2">
              <span className="h-3 w-5 rounded-sm border border-line-strong bg-[repeating-linear-gradient(135deg,var(--line)_0_3px,transparent_3px_6px)]" />
              {apartWords(receipt).toLowerCase()}
            </span>
          ) : null}
        </p>
      </div>
      <DataTable
        caption={`Who was present when, on ${formatTime(first.startedAt, "date")}`}
        rows={stretches}
        rowKey={(stretch) => stretch.startedAt + stretch.kind}
        columns={[
          {
            id: "what",
            header: "What",
            leads: true,
            cell: (stretch) => (
              <span className={stretch.kind === "together" ? "font-semibold" : "text-muted"}>
                {stretch.kind === "together" ? "Both connected" : apartWords(receipt)}
              </span>
            ),
          },
          { id: "from", header: "From", cell: (stretch) => <Clock at={stretch.startedAt} /> },
          { id: "to", header: "To", cell: (stretch) => <Clock at={stretch.endedAt} /> },
          { id: "why", header: "Then", cell: (stretch) => then(stretch, parties) },
          {
            id: "length",
            header: "Length",
            align: "right",
            cell: (stretch) => <span className="tabular">{formatDuration(stretch.seconds)}</span>,
          },
          ...(hasProof ? [{ id: "proof", header: "Shown by", cell: proofOf }] : []),
        ]}
      />
    </>
  );
}

/** A booked reading has its price for its time; of any other session, time apart costs nothing. */
function apartWords(receipt: Receipt): string {
  return receipt.booking ? "Apart" : "Not counted, free";
}

function then(stretch: Stretch, parties: Parties): string {
  return stretch.kind === "together" ? closedBySentence(stretch.closedBy, parties) : "";
}

function Clock({ at }: { at: string }) {
  return (
    <time dateTime={at} className="tabular">
      {clockTime(at)}
    </time>
  );
}

function Sentences({ all }: { all: string[] }) {
  if (all.length === 0) return null;
  return (
    <ul className="space-y-0.5 text-sm text-muted">
      {all.map((sentence) => (
        <li key={sentence} className="tabular">
          {sentence}
        </li>
      ))}
    </ul>
  );
}
