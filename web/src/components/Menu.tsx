import { useEffect, useId, useRef, useState, type ReactNode } from "react";

import { cx } from "@/lib/cx";

interface MenuProps {
  /** What the button shows. */
  trigger: ReactNode;
  /** What the button is called, if what it shows is not enough. */
  label: string;
  /** As a function: made only while it is open. */
  children: ReactNode | (() => ReactNode);
  triggerClassName?: string;
  /** Its width and place, where it is not a narrow list under the button. */
  panelClassName?: string;
}

/**
 * A button that discloses links and buttons below it. Escape, a click elsewhere, focus leaving or a choice closes it.
 * Its content is ordinary links in the order of the page, so Tab works and nobody has to learn a menu's arrow keys.
 */
export function Menu({ trigger, label, children, triggerClassName, panelClassName = "w-64" }: MenuProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const container = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (!open) return;
    const onPointerDown = (event: PointerEvent) => {
      if (event.target instanceof Node && !container.current?.contains(event.target)) setOpen(false);
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      setOpen(false);
      button.current?.focus();
    };
    document.addEventListener("pointerdown", onPointerDown);
    document.addEventListener("keydown", onKeyDown);
    return () => {
      document.removeEventListener("pointerdown", onPointerDown);
      document.removeEventListener("keydown", onKeyDown);
    };
  }, [open]);

  return (
    // Focus that leaves is only watched here; the button and links inside are what is used.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      ref={container}
      className="relative"
      onBlur={(event) => {
        if (event.relatedTarget instanceof Node && !event.currentTarget.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      <button
        ref={button}
        type="button"
        aria-expanded={open}
        aria-controls={id}
        aria-label={label}
        onClick={() => setOpen(!open)}
        className={cx("flex min-h-11 items-center gap-2 rounded-full transition-colors hover:bg-pink-tint", triggerClassName)}
      >
        {trigger}
      </button>
      <div
        id={id}
        hidden={!open}
        className={cx(
          "absolute right-0 top-full z-40 mt-2 animate-rise rounded-card border border-line bg-raised p-2 shadow-card",
          panelClassName,
        )}
      >
        {/* Whatever is chosen inside closes it; the choice itself is a link or button with its own keys. */}
        {/* eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions */}
        <div onClick={(event) => event.target instanceof Element && event.target.closest("a,button") && setOpen(false)}>
          {typeof children === "function" ? open && children() : children}
        </div>
      </div>
    </div>
  );
}

/** The look of one line of a menu. */
export const menuItemClass =
  "flex min-h-11 w-full items-center gap-3 rounded-control px-3 text-left font-medium no-underline transition-colors hover:bg-pink-tint hover:text-pink-text aria-[current=page]:text-pink-text";
