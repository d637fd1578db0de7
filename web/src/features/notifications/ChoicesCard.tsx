import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useLocation } from "react-router";

import { Banner } from "@/components/Banner";
import { Card } from "@/components/Card";
import { Switch } from "@/components/Field";
import { FormError } from "@/components/FormError";
import { SkeletonRows } from "@/components/Skeleton";
import { ErrorState } from "@/components/States";
import { api, data } from "@/lib/api/client";
import { queryKeys } from "@/lib/api/query";
import type { ChangeNotificationChoice, NotificationChoice, NotificationChoices, NotificationTopic } from "@/lib/api/types";

const TOPICS: Record<NotificationTopic, string> = {
  bookings: "Bookings",
  sessions: "Sessions",
  money: "Money",
  people: "Messages and reviews",
  account: "Your account",
};

/** On the account page: what the person is told of, in the app and by e-mail. Each choice counts at once. */
export function ChoicesCard({ disabled }: { disabled: boolean }) {
  const section = useRef<HTMLElement>(null);
  const { hash } = useLocation();
  const choices = useQuery({
    queryKey: queryKeys.notificationChoices,
    queryFn: ({ signal }) => data(api.GET("/v1/me/notification-choices", { signal })),
  });
  const loaded = choices.data !== undefined;

  useEffect(() => {
    // The fragment was looked for before this part of the page had its height.
    if (loaded && hash === "#notifications") section.current?.scrollIntoView();
  }, [loaded, hash]);

  return (
    <Card as="section" aria-labelledby="notifications-title" id="notifications" className="scroll-mt-20">
      <section ref={section} className="scroll-mt-24">
        <h2 id="notifications-title" className="text-2xl">
          Notifications
        </h2>
        <p className="mt-1.5 text-muted">What you are told of, and how. Each choice counts at once.</p>
        {choices.data ? (
          <Choices choices={choices.data} disabled={disabled} />
        ) : choices.isError ? (
          <ErrorState error={choices.error} onRetry={() => void choices.refetch()} retrying={choices.isFetching} />
        ) : (
          <div className="mt-4">
            <SkeletonRows rows={4} label="Loading your choices" />
          </div>
        )}
      </section>
    </Card>
  );
}

function Choices({ choices: { choices, email }, disabled }: { choices: NotificationChoices; disabled: boolean }) {
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: (body: ChangeNotificationChoice) => data(api.PATCH("/v1/me/notification-choices", { body })),
    onMutate: ({ kind, ...wanted }) => {
      queries.setQueryData<NotificationChoices>(
        queryKeys.notificationChoices,
        (kept) => kept && { ...kept, choices: kept.choices.map((each) => (each.kind === kind ? { ...each, ...wanted } : each)) },
      );
    },
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: queryKeys.unread });
      void queries.invalidateQueries({ queryKey: queryKeys.notifications });
    },
    onError: () => void queries.invalidateQueries({ queryKey: queryKeys.notificationChoices }),
  });
  const topics = [...new Set(choices.map((each) => each.topic))];
  return (
    <>
      {email === null ? (
        <Banner tone="info" className="mt-4">
          You get no e-mails: your sign-in has no verified e-mail address.
        </Banner>
      ) : null}
      <FormError error={change.error} />
      {topics.map((topic) => (
        <fieldset key={topic} className="mt-5">
          <legend className="mb-1 font-serif text-lg font-semibold">{TOPICS[topic]}</legend>
          <ul className="divide-y divide-line">
            {choices
              .filter((each) => each.topic === topic)
              .map((each) => (
                <ChoiceRow key={each.kind} choice={each} disabled={disabled} hasMail={email !== null} onChange={change.mutate} />
              ))}
          </ul>
        </fieldset>
      ))}
    </>
  );
}

interface ChoiceRowProps {
  choice: NotificationChoice;
  disabled: boolean;
  hasMail: boolean;
  onChange: (change: ChangeNotificationChoice) => void;
}

function ChoiceRow({ choice, disabled, hasMail, onChange }: ChoiceRowProps) {
  const of = <span className="sr-only">{choice.label}: </span>;
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3">
      <span aria-hidden="true" className="min-w-52 flex-1">
        {choice.label}
      </span>
      <span className="flex gap-5 text-sm">
        <Switch
          label={<>{of}In the app</>}
          checked={choice.in_app}
          disabled={disabled}
          onChange={(in_app) => onChange({ kind: choice.kind, in_app })}
        />
        {choice.by_mail === null ? (
          <span className="w-[8.25rem] max-sm:hidden" />
        ) : (
          <Switch
            label={<>{of}E-mail</>}
            checked={choice.by_mail && hasMail}
            disabled={disabled || !hasMail}
            onChange={(by_mail) => onChange({ kind: choice.kind, by_mail })}
            className="sm:w-[8.25rem]"
          />
        )}
      </span>
    </li>
  );
}
