import { useEffect, useId, useRef, type ReactNode } from "react";

import { cx } from "@/lib/cx";

import { IconButton } from "./Button";

interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
  /** The buttons at the bottom; the one that is meant most last. */
  actions?: ReactNode;
  width?: "normal" | "wide";
  /** Rises from the foot of the page, as high as it goes; the buttons stay in view. For long content on a phone. */
  sheet?: boolean;
}

/**
 * A modal dialog on the platform's own <dialog>: the rest of the page is inert, Escape closes, focus comes back to where
 * it was. Its content is mounted only while it is open, so state inside starts anew each time.
 */
export function Dialog(props: DialogProps) {
  return props.open ? <OpenDialog {...props} /> : null;
}

function OpenDialog({ onClose, title, children, actions, width = "normal", sheet = false }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const titleId = useId();

  useEffect(() => {
    const opener = document.activeElement;
    const dialog = ref.current;
    dialog?.showModal();
    // Not the close button, which the browser would choose: reading starts at the title.
    heading.current?.focus();
    return () => {
      dialog?.close();
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);

  return (
    // The click only closes what Escape and the close button close as well.
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <dialog
      ref={ref}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === ref.current) onClose();
      }}
      className={cx(
        "animate-rise overflow-y-auto border border-line bg-raised p-0 shadow-card",
        sheet
          ? "mb-0 h-[calc(100dvh-3rem)] max-h-none w-full max-w-xl rounded-t-card border-b-0"
          : "max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] rounded-card",
        sheet ? null : width === "wide" ? "max-w-2xl" : "max-w-md",
      )}
    >
      <div className={cx("p-5 sm:p-6", sheet && "flex min-h-full flex-col pb-0 sm:pb-0")}>
        <div className="mb-3 flex items-start justify-between gap-4">
          <h2 ref={heading} id={titleId} tabIndex={-1} className="pt-1.5 text-2xl">
            {title}
          </h2>
          <IconButton icon="close" label="Close" onClick={onClose} className="-mr-2" />
        </div>
        {children}
        {actions ? (
          <div
            className={cx(
              "flex flex-wrap justify-end gap-3",
              sheet ? "sticky bottom-0 -mx-5 mt-auto border-t border-line bg-raised p-4 sm:-mx-6" : "mt-6",
            )}
          >
            {actions}
          </div>
        ) : null}
      </div>
    </dialog>
  );
}
