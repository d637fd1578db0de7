import type { ReactNode } from "react";

import { cx } from "@/lib/cx";
import { usePageTitle } from "@/lib/usePageTitle";

interface PageHeaderProps {
  title: string;
  /** One sentence under the title. */
  lead?: ReactNode;
  actions?: ReactNode;
  /** What the browser's tab says, where the title alone would not do. */
  documentTitle?: string;
  centered?: boolean;
}

/** The h1 of a page, and its title in the browser. */
export function PageHeader({ title, lead, actions, documentTitle = title, centered = false }: PageHeaderProps) {
  usePageTitle(documentTitle);
  return (
    <header
      className={cx("mb-8 flex flex-wrap items-end gap-x-6 gap-y-4 pt-2", centered ? "justify-center text-center" : "justify-between")}
    >
      <div className="min-w-0">
        <h1 className="text-3xl sm:text-4xl">{title}</h1>
        {lead ? <p className="mt-2 max-w-prose text-muted">{lead}</p> : null}
      </div>
      {actions ? <div className="flex flex-wrap gap-3">{actions}</div> : null}
    </header>
  );
}
