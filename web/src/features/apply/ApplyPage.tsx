import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";

import { Button, LinkButton } from "@/components/Button";
import { Card } from "@/components/Card";
import { FormError } from "@/components/FormError";
import { PageHeader } from "@/components/PageHeader";
import { ProfileFields, splitList, type ProfileDraft } from "@/components/ProfileFields";
import { SkeletonRows } from "@/components/Skeleton";
import { EmptyState, ErrorState } from "@/components/States";
import { useIsSuspended } from "@/lib/account";
import { api, data } from "@/lib/api/client";
import { ApiError, hasCode } from "@/lib/api/errors";
import { queryKeys } from "@/lib/api/query";
import type { ReaderProfile } from "@/lib/api/types";

const BLANK: ProfileDraft = { display_name: "", headline: "", bio: "", specialities: "", languages: [] };

export default function ApplyPage() {
  const application = useQuery({
    queryKey: queryKeys.ownReader,
    queryFn: async ({ signal }): Promise<ReaderProfile | null> => {
      try {
        return await data(api.GET("/v1/me/reader", { signal }));
      } catch (error) {
        if (hasCode(error, "not_found")) return null;
        throw error;
      }
    },
  });
  return (
    <div className="mx-auto max-w-2xl">
      <PageHeader title="Become a reader" lead="Tell us who you are and how you read. A person on our team reads every application." />
      {application.data ? (
        <Decision application={application.data} />
      ) : application.isPending ? (
        <SkeletonRows rows={5} label="Looking for your application" />
      ) : application.isError ? (
        <ErrorState error={application.error} onRetry={() => void application.refetch()} retrying={application.isFetching} />
      ) : (
        <ApplicationForm />
      )}
    </div>
  );
}

function Decision({ application }: { application: ReaderProfile }) {
  if (application.application_status === "verified")
    return (
      <EmptyState icon="check" title="You are verified" action={<LinkButton to="/reader">To my desk</LinkButton>}>
        Set your rates, go online, and clients can ring you.
      </EmptyState>
    );
  if (application.application_status === "withdrawn")
    return (
      <EmptyState icon="info" title="Your verification was taken back" action={<LinkButton to="/earnings">Your earnings</LinkButton>}>
        Clients do not see your profile, and you cannot go online. What you earned stays yours. Write to us if you have questions.
      </EmptyState>
    );
  return (
    <EmptyState icon="check" title="We have your application" action={<LinkButton to="/readers">Browse readers</LinkButton>}>
      <p>
        It is under the name <strong className="font-semibold text-text">{application.display_name}</strong>. We look at each one by hand,
        and tell you here and by e-mail when you are verified.
      </p>
      <p className="mt-2">Then your desk opens and you can set your rates.</p>
    </EmptyState>
  );
}

function ApplicationForm() {
  const queries = useQueryClient();
  const suspended = useIsSuspended();
  const [draft, setDraft] = useState(BLANK);
  const apply = useMutation({
    mutationFn: () =>
      data(
        api.POST("/v1/me/reader-application", {
          body: { ...draft, specialities: splitList(draft.specialities) },
        }),
      ),
    onSuccess: (applied) => queries.setQueryData(queryKeys.ownReader, applied),
  });
  const shownAtField = apply.error instanceof ApiError && apply.error.problem.field !== undefined && apply.error.problem.field in draft;

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    apply.mutate();
  };
  return (
    <Card>
      <form onSubmit={submit}>
        <ProfileFields draft={draft} onChange={setDraft} error={apply.error} />
        {shownAtField ? null : <FormError error={apply.error} className="mt-5" />}
        <Button type="submit" size="large" className="mt-6" busy={apply.isPending} disabled={suspended}>
          Send application
        </Button>
      </form>
    </Card>
  );
}
