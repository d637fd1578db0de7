import { useEffect, useState } from "react";

import { registerAnnouncer } from "@/lib/announce";
import { cx } from "@/lib/cx";
import { dismissNotice, useNotices, type Notice } from "@/lib/notices";

import { IconButton } from "./Button";
import { Icon, type IconName } from "./icons";

/** The live regions of the app: announce() speaks through them. Mounted once, in the shell. */
export function Announcer() {
  const [polite, setPolite] = useState("");
  const [urgent, setUrgent] = useState("");

  useEffect(() => {
    // A no-break space in turn makes a sentence that is said twice a change, so that it is read twice.
    const again = (previous: string, text: string) => (previous === text ? `${text}\u00a0` : text);
    registerAnnouncer((text, isUrgent) => {
      if (isUrgent) setUrgent((previous) => again(previous, text));
      else setPolite((previous) => again(previous, text));
    });
    return () => registerAnnouncer(undefined);
  }, []);

  return (
    <>
      <div role="status" className="sr-only">
        {polite}
      </div>
      <div role="alert" className="sr-only">
        {urgent}
      </div>
    </>
  );
}

const SHOWN_MS = 7000;

const TONES: Record<Notice["tone"], { className: string; icon: IconName }> = {
  info: { className: "text-pink-text", icon: "info" },
  success: { className: "text-success", icon: "check" },
  danger: { className: "text-danger", icon: "warning" },
};

/** Where notify() shows its messages. Mounted once, in the shell. */
export function Notices() {
  const notices = useNotices();
  return (
    <div role="status" className="pointer-events-none fixed inset-x-4 bottom-4 z-50 flex flex-col items-center gap-2 sm:items-end">
      {notices.map((notice) => (
        <NoticeCard key={notice.id} notice={notice} />
      ))}
    </div>
  );
}

function NoticeCard({ notice }: { notice: Notice }) {
  const [held, setHeld] = useState(false);
  const { className, icon } = TONES[notice.tone];

  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => dismissNotice(notice.id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [held, notice.id]);

  return (
    <div
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      className="pointer-events-auto flex w-full max-w-sm animate-rise items-center gap-3 rounded-card border border-line bg-raised py-2 pl-4 pr-2 shadow-card"
    >
      <Icon name={icon} className={cx("size-5 shrink-0", className)} />
      <p className="grow text-sm">{notice.text}</p>
      <IconButton
        icon="close"
        label="Dismiss"
        onClick={() => dismissNotice(notice.id)}
        onFocus={() => setHeld(true)}
        onBlur={() => setHeld(false)}
      />
    </div>
  );
}
