import { useMutation } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";

import { Button, LinkButton } from "@/components/Button";
import { Card } from "@/components/Card";
import { FormError } from "@/components/FormError";
import { PageHeader } from "@/components/PageHeader";
import { ProfileFields, splitList, type ProfileDraft } from "@/components/ProfileFields";
import { EmptyState } from "@/components/States";
import { api, data } from "@/lib/api/client";
import { ApiError } from "@/lib/api/errors";

const BLANK: ProfileDraft = { display_name: "", headline: "", bio: "", specialities: "", languages: [] };

export default function ApplyPage() {
  const [draft, setDraft] = useState(BLANK);
  const apply = useMutation({
    mutationFn: () =>
      data(
        api.POST("/v1/me/reader-application", {
          body: { ...draft, specialities: splitList(draft.specialities) },
        }),
      ),
  });
  const shownAtField = apply.error instanceof ApiError && apply.error.problem.field !== undefined && apply.error.problem.field in draft;

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    apply.mutate();
  };

  return (
    <div className="mx-auto max-w-2xl">
      <PageHeader title="Become a reader" lead="Tell us who you are and how you read. A person on our team reads every application." />
      {apply.isSuccess ? (
        <EmptyState icon="check" title="Thank you, we have it" action={<LinkButton to="/readers">Browse readers</LinkButton>}>
          We look at each application by hand. When you are verified, your desk opens here and you can set your rates.
        </EmptyState>
      ) : (
        <Card>
          <form onSubmit={submit}>
            <ProfileFields draft={draft} onChange={setDraft} error={apply.error} />
            {shownAtField ? null : <FormError error={apply.error} className="mt-5" />}
            <Button type="submit" size="large" className="mt-6" busy={apply.isPending}>
              Send application
            </Button>
          </form>
        </Card>
      )}
    </div>
  );
}
