import type { ReactNode } from "react";

import { Card } from "@/components/Card";
import { Icon } from "@/components/icons";
import { Money, Rate } from "@/components/Money";
import { PageHeader } from "@/components/PageHeader";
import * as limits from "@/lib/api/limits";

import { Prose } from "./Prose";

const RATE_CENTS = 250;

/** What the example on this page costs, line by line. */
const EXAMPLE: readonly { when: string; what: string; cents: number }[] = [
  { when: "0:00", what: "Both of you are there. Minute 1 is charged and the clock starts.", cents: RATE_CENTS },
  { when: "1:00", what: "Minute 2 starts and is charged.", cents: RATE_CENTS },
  { when: "1:40", what: "Your train enters a tunnel. The clock stops at the last moment you were both seen.", cents: 0 },
  { when: "1:40", what: "Two minutes later you are back. The clock goes on where it stopped.", cents: 0 },
  { when: "2:00", what: "Minute 3 starts and is charged.", cents: RATE_CENTS },
  { when: "2:30", what: "You say goodbye. The session ends in the middle of minute 3.", cents: 0 },
];

export default function HelpPage() {
  return (
    <Prose>
      <PageHeader title="How billing works" lead="The whole of it, in plain words." />
      <h2>The short version</h2>
      <ul>
        <li>You load money into your wallet first. Your card is charged for top-ups only.</li>
        <li>A session costs the reader’s rate for each started minute, charged at the start of that minute.</li>
        <li>The clock runs only while you are both there. Ringing, waiting and lost connections cost nothing.</li>
        <li>You can never owe anything: a minute that your wallet cannot pay does not happen.</li>
      </ul>

      <h2>An example</h2>
      <p>
        A reader takes <Rate cents={RATE_CENTS} />. You ring, and they answer.
      </p>
      <Card padding="none">
        <table className="w-full">
          <caption className="sr-only">A session of two and a half minutes, step by step</caption>
          <thead>
            <tr className="border-b border-line text-left text-sm text-muted">
              <th scope="col" className="px-4 py-2.5">
                Clock
              </th>
              <th scope="col" className="py-2.5">
                What happens
              </th>
              <th scope="col" className="px-4 py-2.5 text-right">
                Cost
              </th>
            </tr>
          </thead>
          <tbody>
            {EXAMPLE.map((line) => (
              <tr key={line.what} className="border-b border-line align-top">
                <td className="tabular px-4 py-2.5 text-muted">{line.when}</td>
                <td className="py-2.5">{line.what}</td>
                <td className="px-4 py-2.5 text-right">
                  {line.cents === 0 ? <span className="text-muted">free</span> : <Money cents={line.cents} />}
                </td>
              </tr>
            ))}
            <tr className="font-semibold">
              <td />
              <th scope="row" className="py-3 text-left">
                You pay
              </th>
              <td className="px-4 py-3 text-right">
                <Money cents={EXAMPLE.reduce((sum, line) => sum + line.cents, 0)} />
              </td>
            </tr>
          </tbody>
        </table>
      </Card>

      <h2>Questions</h2>
      <div className="space-y-3">
        <Question title="What if the reader does not answer?">
          We ring for up to a minute. No answer, a “not now” or your own second thoughts cost nothing.
        </Question>
        <Question title="What if the connection drops?">
          The clock stops at the last moment when you were both known to be there. You have five minutes to come back, free of charge. If
          nobody returns in time, the session ends. If it was the reader who left for good, the minute in which that happened is given back
          to you.
        </Question>
        <Question title="What if it ends almost at once?">
          If you were connected for less than 30 seconds in all, everything is given back. That holds once a day for the same reader; after
          that the started minute stands.
        </Question>
        <Question title="What if my wallet runs low?">
          You are told when 5, 2 and 1 minutes are left, and you can top up without leaving. If the money runs out, the session pauses for
          up to five minutes so that you can. If you do not, it ends, and you owe nothing.
        </Question>
        <Question title="A minute was charged just as I ended. Do I pay for it?">
          No. A minute that had been charged in advance but starts at or after the end is given back by itself.
        </Question>
        <Question title="Why was I charged this?">
          Open your wallet and choose “Why?” beside any charge. The receipt shows when you were both there, each minute with its own entry,
          and anything that was given back.
        </Question>
        <Question title="How much can I top up?">
          From <Money cents={limits.StartTopUp_amount_cents_minimum} /> to <Money cents={limits.StartTopUp_amount_cents_maximum} /> at a
          time, by card. The money is yours until a minute has started.
        </Question>
        <Question title="What does a booked reading cost?">
          The price that you see before you book: the reader’s own for that length, or the rate for each of its minutes. It is set aside
          from your wallet when you book, and no minute is charged by itself.
        </Question>
        <Question title="What if I cancel a booked reading?">
          Until 24 hours before the start you get everything back, until 2 hours before half, later nothing. The booking’s page shows the
          exact amounts and instants, and once more before you confirm. Until 24 hours before you can also move it to another open time.
        </Question>
        <Question title="What if somebody does not come to a booked reading?">
          If the reader cancels, or is not there 10 minutes after the start, you get everything back. If you are not there 15 minutes after
          the start, the reading is over and nothing is given back.
        </Question>
        <Question title="What does the reader get?">
          The reader receives 70% of each session, rounded down to the cent. The platform keeps the rest.
        </Question>
      </div>
    </Prose>
  );
}

function Question({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details className="group rounded-card border border-line bg-surface px-5">
      <summary className="flex min-h-13 list-none items-center justify-between gap-4 py-3 font-semibold [&::-webkit-details-marker]:hidden">
        {title}
        <Icon name="chevron_down" className="size-5 shrink-0 text-muted transition-transform group-open:rotate-180" />
      </summary>
      <div className="pb-5 text-muted">{children}</div>
    </details>
  );
}
