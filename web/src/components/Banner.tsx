import type { ReactNode } from "react";

import { cx } from "@/lib/cx";

import { Icon, type IconName } from "./icons";

export type BannerTone = "info" | "success" | "warning" | "danger";

const TONES: Record<BannerTone, { className: string; icon: IconName }> = {
  info: { className: "border-pink/40 bg-pink-tint [&_svg]:text-pink-text", icon: "info" },
  success: { className: "border-success/40 bg-success-tint [&_svg]:text-success", icon: "check" },
  warning: { className: "border-warning/40 bg-warning-tint [&_svg]:text-warning", icon: "warning" },
  danger: { className: "border-danger/40 bg-danger-tint [&_svg]:text-danger", icon: "warning" },
};

interface BannerProps {
  tone: BannerTone;
  title?: string;
  children?: ReactNode;
  action?: ReactNode;
  /** Appears while the page is in use and should be read out when it does. */
  live?: boolean;
  className?: string;
}

/** Something to know about the page that it stands on. */
export function Banner({ tone, title, children, action, live = false, className }: BannerProps) {
  return (
    <div
      role={live ? (tone === "danger" ? "alert" : "status") : undefined}
      className={cx("flex flex-wrap items-center gap-x-4 gap-y-3 rounded-card border px-4 py-3.5", TONES[tone].className, className)}
    >
      <div className="flex min-w-0 flex-1 basis-64 items-start gap-3">
        <Icon name={TONES[tone].icon} className="mt-0.5 size-5 shrink-0" />
        <div className="min-w-0">
          {title ? <p className="font-semibold">{title}</p> : null}
          {children ? <div className="text-[0.95em]">{children}</div> : null}
        </div>
      </div>
      {action}
    </div>
  );
}
