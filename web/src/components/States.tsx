import type { ReactNode } from "react";

import { needsReload, requestIdOf, sentenceFor } from "@/lib/api/errors";

import { Button } from "./Button";
import { Icon, type IconName } from "./icons";
import { ReloadButton } from "./ReloadButton";

interface EmptyStateProps {
  icon?: IconName;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}

/** Nothing here, why that is, and what to do about it. */
export function EmptyState({ icon = "sparkle", title, children, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center rounded-card border border-dashed border-line px-6 py-12 text-center">
      <span className="flex size-14 items-center justify-center rounded-full bg-gold-tint text-gold-text">
        <Icon name={icon} className="size-7" />
      </span>
      <p className="mt-4 font-serif text-xl font-semibold">{title}</p>
      {children ? <div className="mt-1.5 max-w-prose text-muted">{children}</div> : null}
      {action ? <div className="mt-5">{action}</div> : null}
    </div>
  );
}

interface ErrorStateProps {
  error: unknown;
  title?: string;
  onRetry?: () => void;
  retrying?: boolean;
}

/** Something could not be had: a sentence, a way to try again, and what to quote to support. */
export function ErrorState({ error, title = "This did not load", onRetry, retrying = false }: ErrorStateProps) {
  return (
    <div role="alert" className="rounded-card border border-danger/40 bg-danger-tint px-6 py-8 text-center">
      <p className="font-serif text-xl font-semibold">{title}</p>
      <p className="mx-auto mt-1.5 max-w-prose">{sentenceFor(error)}</p>
      <RequestId error={error} className="mt-2" />
      {needsReload(error) ? (
        <ReloadButton className="mt-5" />
      ) : onRetry ? (
        <Button variant="secondary" className="mt-5" busy={retrying} onClick={onRetry}>
          Try again
        </Button>
      ) : null}
    </div>
  );
}

/** "Quote req_… to support", where there is something to quote. */
export function RequestId({ error, className }: { error: unknown; className?: string }) {
  const requestId = requestIdOf(error);
  if (requestId === null) return null;
  return (
    <p className={className}>
      <span className="text-sm text-muted">
        If you write to us, quote <code className="select-all break-all font-mono text-[0.95em]">{requestId}</code>
      </span>
    </p>
  );
}
