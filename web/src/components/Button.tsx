import type { ButtonHTMLAttributes, ReactNode, Ref } from "react";
import { Link, type LinkProps } from "react-router";

import { cx } from "@/lib/cx";

import { Icon, type IconName } from "./icons";

export type ButtonVariant = "primary" | "secondary" | "quiet" | "danger";
export type ButtonSize = "small" | "medium" | "large";

const VARIANTS: Record<ButtonVariant, string> = {
  primary: "bg-pink text-on-pink hover:bg-pink-strong",
  secondary: "border border-line-strong bg-transparent text-text hover:border-pink-text hover:text-pink-text",
  quiet: "text-text hover:bg-pink-tint hover:text-pink-text",
  danger: "bg-danger-strong text-on-danger hover:brightness-110",
};

const SIZES: Record<ButtonSize, string> = {
  small: "min-h-9 px-3 text-sm gap-1.5",
  medium: "min-h-11 px-4 text-base gap-2",
  large: "min-h-13 px-6 text-lg gap-2.5",
};

/** The look of a button, for the rare element that is neither a button nor a link of the router. */
export function buttonClass(variant: ButtonVariant = "primary", size: ButtonSize = "medium", className?: string): string {
  return cx(
    "inline-flex items-center justify-center rounded-control py-1.5 text-center font-semibold leading-tight no-underline",
    "transition-colors duration-150 disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:opacity-55",
    VARIANTS[variant],
    SIZES[size],
    className,
  );
}

interface Look {
  variant?: ButtonVariant;
  size?: ButtonSize;
  icon?: IconName;
}

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement>, Look {
  /** Something is under way because of this button: it stays focusable, does nothing more and says so. */
  busy?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

export function Button({ variant, size, icon, busy = false, className, children, onClick, type = "button", ...rest }: ButtonProps) {
  return (
    <button
      type={type}
      className={buttonClass(variant, size, className)}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
      {...rest}
    >
      {busy ? <Spinner /> : icon ? <Icon name={icon} className="size-5 shrink-0" /> : null}
      {children}
    </button>
  );
}

export interface LinkButtonProps extends LinkProps, Look {}

export function LinkButton({ variant, size, icon, className, children, ...rest }: LinkButtonProps) {
  return (
    <Link className={buttonClass(variant, size, className)} {...rest}>
      {icon ? <Icon name={icon} className="size-5 shrink-0" /> : null}
      {children}
    </Link>
  );
}

export interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, "aria-label"> {
  icon: IconName;
  /** What it does; also shown as a tooltip. */
  label: string;
  variant?: ButtonVariant;
  size?: "medium" | "large";
  ref?: Ref<HTMLButtonElement>;
}

export function IconButton({ icon, label, variant = "quiet", size = "medium", className, type = "button", ...rest }: IconButtonProps) {
  return (
    <button
      type={type}
      aria-label={label}
      title={label}
      className={cx(
        "inline-flex shrink-0 items-center justify-center rounded-full transition-colors duration-150 disabled:opacity-55",
        size === "large" ? "size-14" : "size-11",
        VARIANTS[variant],
        className,
      )}
      {...rest}
    >
      <Icon name={icon} className={size === "large" ? "size-6" : "size-5"} />
    </button>
  );
}

/** Turns while something is under way. Decoration: whoever shows it says in words what is awaited. */
export function Spinner({ className }: { className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={cx("inline-block size-4 shrink-0 animate-spin rounded-full border-2 border-current border-r-transparent", className)}
    />
  );
}

/** A link inside a sentence. */
export function TextLink({ className, children, ...rest }: LinkProps & { children: ReactNode }) {
  return (
    <Link className={cx(textLinkClass, className)} {...rest}>
      {children}
    </Link>
  );
}

export const textLinkClass = "text-pink-text underline decoration-1 underline-offset-4 hover:decoration-2";
