import { useState } from "react";

import { Banner } from "@/components/Banner";
import { Button, LinkButton } from "@/components/Button";
import { Card } from "@/components/Card";
import { FormError } from "@/components/FormError";
import { UnlessSuspended } from "@/components/UnlessSuspended";
import { Icon } from "@/components/icons";
import { LeaveDialog } from "@/components/LeaveDialog";
import { PageHeader } from "@/components/PageHeader";
import { PageSkeleton } from "@/components/Skeleton";
import { ErrorState } from "@/components/States";
import { ZoneSelect } from "@/components/ZoneSelect";
import { useOwnReader } from "@/features/reader-home/useOwnReader";
import { useIsSuspended } from "@/lib/account";
import { hasCode } from "@/lib/api/errors";
import type { Availability, ReaderProfile } from "@/lib/api/types";
import { cx } from "@/lib/cx";
import { notify } from "@/lib/notices";
import { useNow } from "@/lib/useNow";
import { useUnsavedGuard } from "@/lib/useUnsavedGuard";
import { clockChangeSentence, dayOf, nextClockChange, zoneLabel } from "@/lib/zones";

import { changeOf, draftOf, isSame, isSound, problemsOf, type Draft } from "./draft";
import { ExceptionsEditor } from "./ExceptionsEditor";
import { WEEKDAYS } from "./hours";
import { OfferEditor } from "./OfferEditor";
import { Preview } from "./Preview";
import { RulesEditor } from "./RulesEditor";
import { useAvailability, useSaveAvailability } from "./useAvailability";
import { WeekEditor } from "./WeekEditor";

/** How far ahead a change of the clocks is worth a word: it concerns what is booked now. */
const CLOCK_CHANGE_DAYS = 60;

export default function AvailabilityPage() {
  const reader = useOwnReader();
  const availability = useAvailability();
  const failed = [reader, availability].find((query) => query.isError && query.data === undefined);
  if (failed) {
    const retry = () => void Promise.all([reader.refetch(), availability.refetch()]);
    return <ErrorState title="Your availability did not load" error={failed.error} onRetry={retry} retrying={failed.isFetching} />;
  }
  if (!reader.data || !availability.data) return <PageSkeleton />;
  return <Editor reader={reader.data} saved={availability.data} onReload={() => availability.refetch()} />;
}

interface EditorProps {
  reader: ReaderProfile;
  saved: Availability;
  /** Asks for the availability again; the editor goes on with the draft that it has. */
  onReload: () => Promise<{ data?: Availability }>;
}

function Editor({ reader, saved, onReload }: EditorProps) {
  const suspended = useIsSuspended();
  const now = useNow();
  const today = dayOf(now, saved.time_zone);
  const [draft, setDraft] = useState<Draft>(() => draftOf(saved, today));
  const [checked, setChecked] = useState(false);
  const save = useSaveAvailability();
  const dirty = !isSame(draft, draftOf(saved, today));
  const guard = useUnsavedGuard(dirty);
  const problems = problemsOf(draft);
  const sound = isSound(problems);
  const change = (part: Partial<Draft>) => {
    setDraft({ ...draft, ...part });
    save.reset();
  };

  const submit = (version: number) => {
    setChecked(true);
    if (!sound) return;
    save.mutate(changeOf(draft, version), {
      onSuccess: (next) => {
        setDraft(draftOf(next, today));
        setChecked(false);
        notify("Your availability is saved. Bookings that stand are kept.", "success");
      },
    });
  };
  const loadNewest = async () => {
    const { data: newest } = await onReload();
    if (!newest) return;
    setDraft(draftOf(newest, today));
    setChecked(false);
    save.reset();
  };
  const saveOver = async () => {
    const { data: newest } = await onReload();
    if (newest) submit(newest.version);
  };

  return (
    <>
      <PageHeader
        title="Availability"
        lead="When clients can book you. Calls that come in while you are online are another matter: they need no hours."
        actions={
          reader.verified && !suspended ? (
            <LinkButton variant="secondary" to={`/readers/${reader.reader_id}`}>
              See it as clients do
            </LinkButton>
          ) : null
        }
      />
      <UnlessSuspended className="block space-y-6">
        {saved.version === 0 ? (
          <Banner tone="info" title="Nobody can book you yet">
            Choose the hours of a usual week and save. You can change them at any time.
          </Banner>
        ) : null}
        <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
          <div className="min-w-0 space-y-6">
            <ZoneCard zone={draft.time_zone} profileZone={reader.time_zone} now={now} onChange={(time_zone) => change({ time_zone })} />
            <Card as="section" aria-labelledby="week">
              <h2 id="week" className="mb-4 text-2xl">
                A usual week
              </h2>
              <WeekEditor weekly={draft.weekly} problems={problems.weekly} onChange={(weekly) => change({ weekly })} />
            </Card>
            <Card as="section" aria-labelledby="dates">
              <h2 id="dates" className="mb-4 text-2xl">
                Dates that differ
              </h2>
              <ExceptionsEditor exceptions={draft} today={today} onChange={change} />
            </Card>
            <Card as="section" aria-labelledby="offer">
              <h2 id="offer" className="mb-4 text-2xl">
                What can be booked
              </h2>
              <OfferEditor offer={draft} rates={reader.rates} problems={problems} onChange={change} />
            </Card>
            <Card as="section" aria-labelledby="rules">
              <h2 id="rules" className="mb-4 text-2xl">
                Notice and room to breathe
              </h2>
              <RulesEditor rules={draft} onChange={change} />
            </Card>
          </div>
          <div className="lg:sticky lg:top-24">
            <Preview key={draft.time_zone} draft={draft} />
          </div>
        </div>
        <SaveBar
          dirty={dirty}
          isNew={saved.version === 0}
          isEmpty={WEEKDAYS.every((day) => draft.weekly[day].length === 0)}
          unsound={checked && !sound}
          busy={save.isPending}
          error={save.error}
          onDiscard={() => {
            setDraft(draftOf(saved, today));
            setChecked(false);
            save.reset();
          }}
          onSave={() => submit(saved.version)}
          onLoadNewest={() => void loadNewest()}
          onSaveOver={() => void saveOver()}
        />
      </UnlessSuspended>
      <LeaveDialog guard={guard}>Your changes to the availability are not saved yet.</LeaveDialog>
    </>
  );
}

interface ZoneCardProps {
  zone: string;
  profileZone: string;
  now: number;
  onChange: (zone: string) => void;
}

/** By whose clock all of this is, and what that clock is about to do. */
function ZoneCard({ zone, profileZone, now, onChange }: ZoneCardProps) {
  const [changing, setChanging] = useState(false);
  const next = nextClockChange(now, zone, CLOCK_CHANGE_DAYS);
  return (
    <section aria-label="Time zone" className="space-y-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="flex items-center gap-2.5 font-semibold">
          <Icon name="globe" className="size-5 shrink-0 text-gold-text" />
          All times in {zoneLabel(now, zone)}
        </p>
        <Button variant="quiet" size="small" className="min-h-11" aria-expanded={changing} onClick={() => setChanging(!changing)}>
          Change the time zone
        </Button>
      </div>
      {changing ? (
        <ZoneSelect label="Your time zone" value={zone} first={[{ zone: profileZone, what: "your profile" }]} onChange={onChange} />
      ) : null}
      {next ? (
        <Banner tone="info" title={clockChangeSentence(next, zone)}>
          Your hours stay the same on your clock. For clients elsewhere they move, and their pages show it. Bookings keep their moment.
        </Banner>
      ) : null}
    </section>
  );
}

interface SaveBarProps {
  dirty: boolean;
  isNew: boolean;
  isEmpty: boolean;
  unsound: boolean;
  busy: boolean;
  error: unknown;
  onDiscard: () => void;
  onSave: () => void;
  onLoadNewest: () => void;
  onSaveOver: () => void;
}

/** Stays within reach while there is something to save. */
function SaveBar({ dirty, isNew, isEmpty, unsound, busy, error, onDiscard, onSave, onLoadNewest, onSaveOver }: SaveBarProps) {
  return (
    <section
      aria-label="Save"
      className={cx(
        "-mx-4 space-y-3 border-t border-line bg-canvas/95 px-4 py-3 backdrop-blur-md sm:mx-0 sm:rounded-card sm:border",
        dirty && "sticky bottom-0 z-20",
      )}
    >
      {hasCode(error, "schedule_changed") ? (
        <Banner
          tone="warning"
          live
          title="Your availability was changed elsewhere"
          action={
            <span className="flex flex-wrap gap-2">
              <Button variant="secondary" size="small" className="min-h-11" onClick={onSaveOver}>
                Save mine over it
              </Button>
              <Button size="small" className="min-h-11" onClick={onLoadNewest}>
                Load the newest
              </Button>
            </span>
          }
        >
          In another window, or on another device. Loading the newest gives up what you changed here.
        </Banner>
      ) : (
        <FormError error={error} />
      )}
      {unsound ? (
        <Banner tone="danger" live>
          Something above does not fit yet. It is marked in red.
        </Banner>
      ) : null}
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p role="status" className="text-muted">
          {dirty
            ? isEmpty
              ? "Unsaved changes. Without hours nobody can book you."
              : "Unsaved changes"
            : isNew
              ? "Nothing to save yet"
              : "All saved"}
        </p>
        <span className="flex gap-3">
          <Button variant="secondary" disabled={!dirty} onClick={onDiscard}>
            Discard
          </Button>
          <Button busy={busy} disabled={!dirty} onClick={onSave}>
            Save
          </Button>
        </span>
      </div>
    </section>
  );
}
