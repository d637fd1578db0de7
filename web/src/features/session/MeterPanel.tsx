import type { ReactNode } from "react";

import { Button } from "@/components/Button";
import { Card } from "@/components/Card";
import type { Session } from "@/lib/api/types";
import { cx } from "@/lib/cx";
import { formatMoney, formatRate } from "@/lib/money";
import { formatClock } from "@/lib/time";
import { plural } from "@/lib/words";

import type { Room } from "./room";
import { useMeter } from "./useRoom";

/** From here on the seconds count, so they are shown. */
const SHOW_SECONDS_BELOW = 300;

/** "12 min", and by the second once it runs short. */
export function timeLeftText(secondsLeft: number): string {
  return secondsLeft >= SHOW_SECONDS_BELOW ? `${Math.floor(secondsLeft / 60)} min` : formatClock(secondsLeft);
}

/** Time, cost, rate, balance: what this session costs, at any moment. */
export function MeterPanel({ room, session, onTopUp }: { room: Room; session: Session; onTopUp: () => void }) {
  const { connectedSeconds, secondsLeft } = useMeter(room);
  const pays = session.role === "client";
  return (
    <Card as="section" aria-label="Time and cost" padding="none" className="px-4 py-3.5 sm:px-5">
      <dl className="grid grid-cols-[auto_1fr_1fr] items-start gap-x-5 gap-y-3 sm:flex sm:flex-wrap sm:items-end sm:gap-x-8">
        <Figure name="Connected" lead>
          <span role="timer" className={session.running ? "" : "text-muted"}>
            {formatClock(connectedSeconds)}
          </span>
        </Figure>
        <Figure name={pays ? "Cost so far" : "Charged so far"} note={plural(session.charged_minutes, "minute")}>
          {formatMoney(session.charged_cents, session.currency)}
        </Figure>
        <Figure name="Rate" wide>
          {formatRate(session.rate_cents, session.currency)}
        </Figure>
        {session.balance_cents === null ? null : (
          <Figure name="Balance" wide>
            {formatMoney(session.balance_cents, session.currency)}
          </Figure>
        )}
        {secondsLeft === null ? null : (
          <Figure name="Time left">
            <span className={cx(secondsLeft <= 60 ? "text-danger" : secondsLeft <= SHOW_SECONDS_BELOW && "text-warning")}>
              {timeLeftText(secondsLeft)}
            </span>
          </Figure>
        )}
        {pays ? (
          <div className="col-span-3 sm:ml-auto">
            <Button variant="secondary" size="small" icon="wallet" className="w-full" onClick={onTopUp}>
              Top up
            </Button>
          </div>
        ) : null}
      </dl>
    </Card>
  );
}

interface FigureProps {
  name: string;
  note?: string;
  /** The one that is looked at most. */
  lead?: boolean;
  /** Left out where there is little room. */
  wide?: boolean;
  children: ReactNode;
}

function Figure({ name, note, lead = false, wide = false, children }: FigureProps) {
  return (
    <div className={cx(wide && "hidden sm:block")}>
      <dt className="text-xs font-semibold text-muted">{name}</dt>
      <dd className={cx("tabular leading-tight", lead ? "font-serif text-3xl font-semibold" : "text-lg font-semibold")}>
        {children}
        {note ? <span className="ml-1.5 hidden text-sm font-normal text-muted sm:inline">{note}</span> : null}
      </dd>
    </div>
  );
}
