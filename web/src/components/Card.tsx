import type { HTMLAttributes, ReactNode } from "react";

import { cx } from "@/lib/cx";

interface CardProps extends HTMLAttributes<HTMLElement> {
  as?: "div" | "section" | "article" | "li" | "aside";
  padding?: "none" | "normal";
  /** Gold marks money and what is special; success marks what is on. */
  tone?: "plain" | "gold" | "success";
}

const TONES = {
  plain: "border-line bg-surface",
  gold: "border-gold/40 bg-linear-to-br from-gold-tint to-surface",
  success: "border-success/50 bg-success-tint",
} as const;

/** A raised surface that holds one thing. */
export function Card({ as: Element = "div", padding = "normal", tone = "plain", className, ...rest }: CardProps) {
  return (
    <Element className={cx("rounded-card border shadow-card", TONES[tone], padding === "normal" && "p-5 sm:p-6", className)} {...rest} />
  );
}

interface SectionProps {
  title: string;
  /** Beside the title: a link or a button. */
  action?: ReactNode;
  children: ReactNode;
  className?: string;
  id?: string;
}

/** A titled part of a page (h2), named for the people who jump by landmarks and headings. */
export function Section({ title, action, children, className, id }: SectionProps) {
  return (
    <section aria-label={title} className={className} id={id}>
      <div className="mb-4 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 className="text-2xl">{title}</h2>
        {action}
      </div>
      {children}
    </section>
  );
}
