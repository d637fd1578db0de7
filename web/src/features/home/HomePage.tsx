import { lazy } from "react";

import { LinkButton, TextLink } from "@/components/Button";
import { Card, Section } from "@/components/Card";
import { LazyPart } from "@/components/LazyPart";
import { Icon, type IconName } from "@/components/icons";
import { Money, Rate } from "@/components/Money";
import { EmptyState, ErrorState } from "@/components/States";
import { ReaderCardView, readerGridClass, ReaderGridSkeleton } from "@/features/readers/ReaderCardView";
import { useReaders } from "@/features/readers/useReaders";
import { useAccount } from "@/lib/account";
import { usePageTitle } from "@/lib/usePageTitle";

const UpcomingBooking = lazy(() => import("@/features/bookings/UpcomingBooking"));

const READERS_SHOWN = 3;

export default function HomePage() {
  usePageTitle("Spiritual readings by text, voice or video");
  const account = useAccount();
  return (
    <div className="space-y-20">
      <Hero signedIn={account.data !== undefined} />
      {account.data ? (
        <LazyPart>
          <UpcomingBooking />
        </LazyPart>
      ) : null}
      <OnlineNow />
      <HowItWorks />
      <Promises />
    </div>
  );
}

function Hero({ signedIn }: { signedIn: boolean }) {
  return (
    <section className="relative pt-6 text-center sm:pt-12">
      <MoonPhases />
      <h1 className="mt-6">
        <span className="block font-display text-[clamp(3.4rem,11vw,6.5rem)] font-normal leading-[1.05] text-pink-text">Clarity, when</span>
        <span className="block font-display text-[clamp(3.4rem,11vw,6.5rem)] font-normal leading-[1.05] text-pink-text">you need it</span>
      </h1>
      <p className="mx-auto mt-6 max-w-2xl text-lg text-muted sm:text-xl">
        Talk to a spiritual reader by text, voice or video, right now. Pay by the minute from your own wallet, and see every cent explained.
      </p>
      <div className="mt-8 flex flex-wrap justify-center gap-3">
        <LinkButton to="/readers?online=true" size="large" className="max-sm:w-full">
          See who is online
        </LinkButton>
        <LinkButton to={signedIn ? "/wallet" : "/help"} size="large" variant="secondary" className="max-sm:w-full">
          {signedIn ? "Open your wallet" : "How billing works"}
        </LinkButton>
      </div>
    </section>
  );
}

/** A moon from new to full and back: the one ornament of the page. Each is a disc and the lit part of it. */
const PHASES = ["M0-9A9 9 0 0 1 0 9A12 12 0 0 0 0-9Z", "M0-9A9 9 0 0 1 0 9Z", "M0-9A9 9 0 0 1 0 9A5 9 0 0 1 0-9Z"] as const;

function MoonPhases() {
  const lit = [
    ...PHASES.map((path) => ({ path, mirrored: false })),
    null,
    ...[...PHASES].reverse().map((path) => ({ path, mirrored: true })),
  ];
  return (
    <svg viewBox="0 0 320 40" aria-hidden="true" className="mx-auto w-64 text-gold sm:w-80">
      {lit.map((phase, index) => (
        <g key={index} transform={`translate(${28 + index * 44} ${20 + Math.abs(index - 3) * 2.5})`}>
          <circle r={phase === null ? 13 : 9} fill={phase === null ? "currentColor" : "none"} stroke="currentColor" strokeOpacity={0.45} />
          {phase === null ? null : <path d={phase.path} fill="currentColor" transform={phase.mirrored ? "scale(-1 1)" : undefined} />}
        </g>
      ))}
    </svg>
  );
}

function OnlineNow() {
  const readers = useReaders({ online: true }, { limit: READERS_SHOWN });
  const found = readers.data?.pages[0]?.items ?? [];
  return (
    <Section title="Online now" action={<TextLink to="/readers">All readers</TextLink>}>
      {readers.isPending ? (
        <ReaderGridSkeleton cards={READERS_SHOWN} />
      ) : found.length > 0 ? (
        <ul className={readerGridClass}>
          {found.map((reader) => (
            <li key={reader.reader_id}>
              <ReaderCardView reader={reader} />
            </li>
          ))}
        </ul>
      ) : readers.isError ? (
        <ErrorState
          title="The readers did not load"
          error={readers.error}
          onRetry={() => void readers.refetch()}
          retrying={readers.isFetching}
        />
      ) : (
        <EmptyState icon="moon" title="Everybody is resting" action={<LinkButton to="/readers">Browse all readers</LinkButton>}>
          No reader is online this minute. You can read profiles and reviews in the meantime.
        </EmptyState>
      )}
    </Section>
  );
}

const STEPS: readonly { icon: IconName; title: string; text: string }[] = [
  {
    icon: "wallet",
    title: "Load your wallet",
    text: "Top up from $10 by card. The money stays yours until a minute of a session has started, and nothing is charged to your card later.",
  },
  {
    icon: "voice",
    title: "Ring a reader",
    text: "Choose text, voice or video and see the rate first. Ringing is free, and so is a reader who does not answer.",
  },
  {
    icon: "receipt",
    title: "Pay by the minute",
    text: "The clock runs only while you are both there. When it stops, you get a receipt with every minute on it.",
  },
];

const EXAMPLE = { rateCents: 250, minutes: 13, connected: "12 minutes and 20 seconds" };

function HowItWorks() {
  return (
    <Section title="How it works">
      <ol className="grid gap-5 lg:grid-cols-3">
        {STEPS.map((step, index) => (
          <Card as="li" key={step.title}>
            <div className="flex items-center justify-between">
              <span className="flex size-11 items-center justify-center rounded-full bg-pink-tint text-pink-text">
                <Icon name={step.icon} />
              </span>
              <span aria-hidden="true" className="font-serif text-4xl text-gold-text/50">
                {index + 1}
              </span>
            </div>
            <h3 className="mt-4 text-xl">{step.title}</h3>
            <p className="mt-2 text-muted">{step.text}</p>
          </Card>
        ))}
      </ol>
      <Card tone="gold" className="mt-5 flex flex-wrap items-center justify-between gap-x-10 gap-y-4">
        <p className="max-w-prose flex-1 basis-80">
          <strong className="font-semibold">An example.</strong> You talk for {EXAMPLE.connected} at <Rate cents={EXAMPLE.rateCents} />.
          That is {EXAMPLE.minutes} started minutes, so the session costs <Money cents={EXAMPLE.rateCents * EXAMPLE.minutes} />. If the line
          drops for three minutes in the middle, those three minutes cost nothing.
        </p>
        <TextLink to="/help">All the rules, in plain words</TextLink>
      </Card>
    </Section>
  );
}

const PROMISES: readonly { icon: IconName; title: string; text: string }[] = [
  { icon: "shield", title: "Verified readers", text: "A person on our team has checked each reader before you can ring them." },
  { icon: "clock", title: "A clock you can see", text: "Time, cost so far and minutes left are on the screen through the whole session." },
  { icon: "star", title: "Reviews from real sessions", text: "Only somebody who has paid for a session with a reader can review it." },
];

function Promises() {
  return (
    <Section title="What you can count on">
      <ul className="grid gap-x-10 gap-y-8 sm:grid-cols-3">
        {PROMISES.map((promise) => (
          <li key={promise.title} className="border-t border-line pt-5">
            <Icon name={promise.icon} className="size-7 text-gold-text" />
            <h3 className="mt-3 text-lg">{promise.title}</h3>
            <p className="mt-1.5 text-muted">{promise.text}</p>
          </li>
        ))}
      </ul>
    </Section>
  );
}
