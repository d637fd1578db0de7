import { useState } from "react";

import { Badge } from "@/components/Badge";
import { Button, TextLink } from "@/components/Button";
import { Card } from "@/components/Card";
import { DateTime } from "@/components/DateTime";
import { Stars } from "@/components/Rating";
import { FLAG_REASON_WORDS } from "@/features/reviews/words";
import type { Decision, Flagged } from "@/lib/api/types";
import { plural } from "@/lib/words";

import { DecisionDialog } from "./DecisionDialog";
import { LiftSuspensionDialog } from "./LiftSuspensionDialog";

const TARGET_WORDS: Record<Flagged["target_type"], string> = { review: "Review", review_answer: "Answer" };

const DECIDED_WORDS: Record<Decision, string> = {
  hide: "Hidden",
  warn: "Hidden, author warned",
  suspend: "Hidden, author suspended",
  dismiss: "Dismissed",
};

/** One flagged item in its context: what was written, by and about whom, what people say is wrong, what was decided. */
export function FlaggedCase({ flagged }: { flagged: Flagged }) {
  const [asking, setAsking] = useState<"decision" | "lift" | null>(null);
  const { content } = flagged;
  const close = () => setAsking(null);
  return (
    <Card as="article">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <h2 className="text-xl">
          {TARGET_WORDS[flagged.target_type]}
          {content?.author_name ? ` by ${content.author_name}` : ""}
          {content?.about_name ? ` ${content.in_reply_to === null ? "about" : "to"} ${content.about_name}` : ""}
        </h2>
        <p className="flex flex-wrap gap-1.5">
          {flagged.waiting ? <Badge tone="gold">{plural(flagged.flags, "flag")}</Badge> : null}
          {flagged.decision && !flagged.waiting ? <Badge>{DECIDED_WORDS[flagged.decision]}</Badge> : null}
          {content ? <Badge tone={content.hidden ? "warning" : "success"}>{content.hidden ? "Hidden" : "Shows"}</Badge> : null}
          {content?.author_suspended ? <Badge tone="danger">Author suspended</Badge> : null}
        </p>
      </div>
      {content ? (
        <>
          <p className="mt-2 flex flex-wrap items-center gap-x-3 text-sm text-muted">
            {content.rating === null ? null : <Stars rating={content.rating} />}
            <span>
              Written <DateTime at={content.written_at} />
            </span>
            <TextLink to={content.path}>See the page</TextLink>
          </p>
          {content.in_reply_to ? (
            <div className="mt-3 border-l-2 border-line pl-4">
              <p className="text-sm font-semibold">{content.about_name ?? "The client"} wrote</p>
              <p className="mt-1 max-w-prose whitespace-pre-line break-words text-muted">{content.in_reply_to}</p>
            </div>
          ) : null}
          <blockquote className="mt-3 max-w-prose whitespace-pre-line break-words">{content.text}</blockquote>
          {content.reply ? (
            <div className="mt-3 border-l-2 border-gold/60 pl-4">
              <p className="text-sm font-semibold text-gold-text">{content.about_name ?? "The reader"} answered</p>
              <p className="mt-1 max-w-prose whitespace-pre-line break-words text-muted">{content.reply}</p>
            </div>
          ) : null}
        </>
      ) : (
        <p className="mt-2 text-muted">It is gone.</p>
      )}
      <h3 className="mt-5 font-sans text-sm font-semibold text-muted">What people say is wrong</h3>
      <ul className="mt-1 space-y-1.5">
        {flagged.quoted.map((flag) => (
          <li key={`${flag.at} ${flag.reason}`}>
            <span className="font-medium">{FLAG_REASON_WORDS[flag.reason]}.</span>{" "}
            {flag.details ? <span className="break-words">“{flag.details}” </span> : null}
            <DateTime at={flag.at} className="text-sm text-muted" />
          </li>
        ))}
      </ul>
      {flagged.decided_at && !flagged.waiting ? (
        <p className="mt-4 text-sm text-muted">
          Decided <DateTime at={flagged.decided_at} />: {flagged.decision_reason}
        </p>
      ) : null}
      {content ? (
        <div className="mt-5 flex flex-wrap gap-3">
          <Button variant={flagged.waiting ? "primary" : "secondary"} onClick={() => setAsking("decision")}>
            {flagged.waiting ? "Decide" : "Decide otherwise"}
          </Button>
          {content.author_suspended ? (
            <Button variant="secondary" onClick={() => setAsking("lift")}>
              Lift the suspension
            </Button>
          ) : null}
        </div>
      ) : null}
      {content && asking === "decision" ? <DecisionDialog flagged={flagged} content={content} onClose={close} /> : null}
      {content && asking === "lift" ? <LiftSuspensionDialog content={content} onClose={close} /> : null}
    </Card>
  );
}
