import type { ReactNode } from "react";

import type { ReaderCard } from "@/lib/api/types";
import { cx } from "@/lib/cx";
import { STATUS_WORDS } from "@/lib/words";

export type BadgeTone = "neutral" | "pink" | "gold" | "success" | "warning" | "danger";

const TONES: Record<BadgeTone, string> = {
  neutral: "border-line bg-sunken text-muted",
  pink: "border-pink/35 bg-pink-tint text-pink-text",
  gold: "border-gold/40 bg-gold-tint text-gold-text",
  success: "border-success/40 bg-success-tint text-success",
  warning: "border-warning/40 bg-warning-tint text-warning",
  danger: "border-danger/40 bg-danger-tint text-danger",
};

export function Badge({ tone = "neutral", children, className }: { tone?: BadgeTone; children: ReactNode; className?: string }) {
  return (
    <span
      className={cx("inline-flex items-center gap-1.5 rounded-full border px-2.5 py-0.5 text-xs font-semibold", TONES[tone], className)}
    >
      {children}
    </span>
  );
}

const DOTS: Record<ReaderCard["status"], string> = {
  online: "bg-success",
  in_session: "bg-gold",
  busy: "bg-danger",
  away: "border-2 border-gold",
  offline: "border-2 border-line-strong",
};

/** A reader's status: a dot that differs in shape or colour, and always the word. */
export function StatusDot({ status, className }: { status: ReaderCard["status"]; className?: string }) {
  return (
    <span className={cx("inline-flex items-center gap-1.5 text-sm font-semibold", className)}>
      <span aria-hidden="true" className={cx("size-2.5 shrink-0 rounded-full", DOTS[status])} />
      {STATUS_WORDS[status]}
    </span>
  );
}
