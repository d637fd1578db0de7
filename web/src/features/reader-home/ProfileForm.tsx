import { useState, type SubmitEvent } from "react";

import { Button } from "@/components/Button";
import { Select } from "@/components/Field";
import { FormError } from "@/components/FormError";
import { ProfileFields, splitList, type ProfileDraft } from "@/components/ProfileFields";
import { ApiError } from "@/lib/api/errors";
import type { ReaderProfile } from "@/lib/api/types";
import { timeZones } from "@/lib/time";
import { specialityName } from "@/lib/words";

import { useSaveProfile } from "./useOwnReader";

/** What clients read about a reader, and the reader's own time zone. */
export function ProfileForm({ reader }: { reader: ReaderProfile }) {
  const [draft, setDraft] = useState<ProfileDraft>({
    display_name: reader.display_name,
    headline: reader.headline,
    bio: reader.bio,
    specialities: reader.specialities.map(specialityName).join(", "),
    languages: reader.languages,
  });
  const [zone, setZone] = useState(reader.time_zone);
  const save = useSaveProfile();
  const shownAtField = save.error instanceof ApiError && save.error.problem.field !== undefined && save.error.problem.field in draft;

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    save.mutate({ ...draft, specialities: splitList(draft.specialities), time_zone: zone });
  };

  return (
    <form onSubmit={submit} className="space-y-5">
      <ProfileFields draft={draft} onChange={setDraft} error={save.error} />
      <Select label="Your time zone" value={zone} onChange={(event) => setZone(event.target.value)}>
        {[...new Set([zone, ...timeZones()])].map((each) => (
          <option key={each}>{each}</option>
        ))}
      </Select>
      {shownAtField ? null : <FormError error={save.error} />}
      <Button type="submit" busy={save.isPending}>
        Save profile
      </Button>
    </form>
  );
}
