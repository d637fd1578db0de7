import type { ReactNode } from "react";

import { Button } from "@/components/Button";
import { Card } from "@/components/Card";
import type { Session } from "@/lib/api/types";
import { cx } from "@/lib/cx";
import { formatMoney } from "@/lib/money";
import { formatClock, formatTime } from "@/lib/time";

import { secondsUntil } from "./meter";
import type { Room } from "./room";
import { useMeter } from "./useRoom";

/** From here on the seconds count, so they are shown. */
const SHOW_SECONDS_BELOW = 300;

/** "12 min", and by the second once it runs short. */
export function timeLeftText(secondsLeft: number): string {
  return secondsLeft >= SHOW_SECONDS_BELOW ? `${Math.floor(secondsLeft / 60)} min` : formatClock(secondsLeft);
}

interface MeterPanelProps {
  room: Room;
  session: Session;
  /** Given to whoever pays. */
  onTopUp?: () => void;
}

/** Time, cost, rate, balance: what this session costs, at any moment. */
export function MeterPanel({ room, session, onTopUp }: MeterPanelProps) {
  const { connectedSeconds, secondsLeft } = useMeter(room);
  const pays = session.party === "client";
  if (session.booking) return <BookedPanel room={room} session={session} booking={session.booking} />;
  return (
    <Card as="section" aria-label="Time and cost" padding="none" className="@container px-4 py-3.5 sm:px-5">
      <div className={cx("grid items-end gap-3 @xl:flex @xl:gap-x-8", pays ? "grid-cols-3" : "grid-cols-2")}>
        <dl className="contents">
          <Figure name="Connected">
            <span role="timer" className={cx("font-serif text-2xl @xl:text-3xl", !session.running && "text-muted")}>
              {formatClock(connectedSeconds)}
            </span>
          </Figure>
          <Figure name={`Cost, ${session.charged_minutes} min`}>{formatMoney(session.charged_cents, session.currency)}</Figure>
          {secondsLeft === null ? null : (
            <Figure name="Time left">
              <span className={cx(secondsLeft <= 60 ? "text-danger" : secondsLeft <= SHOW_SECONDS_BELOW && "text-warning")}>
                {timeLeftText(secondsLeft)}
              </span>
            </Figure>
          )}
          <Figure name="Per minute">{formatMoney(session.rate_cents, session.currency)}</Figure>
          {session.balance_cents === null ? null : <Figure name="Balance">{formatMoney(session.balance_cents, session.currency)}</Figure>}
        </dl>
        {onTopUp ? (
          <Button variant="secondary" size="small" className="@xl:ml-auto @xl:self-center" onClick={onTopUp}>
            Top up
          </Button>
        ) : null}
      </div>
    </Card>
  );
}

interface BookedPanelProps {
  room: Room;
  session: Session;
  booking: NonNullable<Session["booking"]>;
}

/** The same for a booked reading: its price is paid, so only its time runs. */
function BookedPanel({ room, session, booking }: BookedPanelProps) {
  const reading = useMeter(room);
  const startsIn = secondsUntil(booking.starts_at, reading);
  const left = reading.secondsLeft ?? 0;
  return (
    <Card as="section" aria-label="Time and cost" padding="none" className="@container px-4 py-3.5 sm:px-5">
      <div className="grid grid-cols-2 items-end gap-3 @md:grid-cols-4 @xl:flex @xl:gap-x-8">
        <dl className="contents">
          {startsIn > 0 ? (
            <Figure name="Begins in">
              <span role="timer" className="font-serif text-2xl @xl:text-3xl">
                {formatClock(startsIn)}
              </span>
            </Figure>
          ) : (
            <Figure name="Time left">
              <span
                role="timer"
                className={cx(
                  "font-serif text-2xl @xl:text-3xl",
                  left <= 60 ? "text-danger" : left <= SHOW_SECONDS_BELOW && "text-warning",
                )}
              >
                {timeLeftText(left)}
              </span>
            </Figure>
          )}
          <Figure name="Connected">
            <span className={cx(!session.running && "text-muted")}>{formatClock(reading.connectedSeconds)}</span>
          </Figure>
          <Figure name="Ends at">{formatTime(booking.ends_at, "time")}</Figure>
          <Figure name={session.party === "client" ? "Paid when booked" : "Price"}>
            {formatMoney(booking.price_cents, session.currency)}
          </Figure>
        </dl>
      </div>
    </Card>
  );
}

function Figure({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs font-semibold text-muted">{name}</dt>
      <dd className="tabular text-lg font-semibold leading-tight">{children}</dd>
    </div>
  );
}
