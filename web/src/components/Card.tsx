import type { HTMLAttributes, ReactNode } from "react";

import { cx } from "@/lib/cx";

interface CardProps extends HTMLAttributes<HTMLElement> {
  as?: "div" | "section" | "article" | "li" | "aside";
  padding?: "none" | "normal";
}

/** A raised surface that holds one thing. */
export function Card({ as: Element = "div", padding = "normal", className, ...rest }: CardProps) {
  return (
    <Element
      className={cx("rounded-card border border-line bg-surface shadow-card", padding === "normal" && "p-5 sm:p-6", className)}
      {...rest}
    />
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
