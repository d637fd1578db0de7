import { TextArea, TextField } from "./Field";

import { fieldError } from "@/lib/api/errors";

/** A reader's profile as it is typed: lists are one line with commas. */
export interface ProfileDraft {
  display_name: string;
  headline: string;
  bio: string;
  specialities: string;
  languages: string;
}

/** "Tarot, Love" as ["Tarot", "Love"]. */
export function splitList(text: string): string[] {
  return [
    ...new Set(
      text
        .split(",")
        .map((part) => part.trim())
        .filter(Boolean),
    ),
  ];
}

interface ProfileFieldsProps {
  draft: ProfileDraft;
  onChange: (draft: ProfileDraft) => void;
  /** The API's refusal of this draft, shown at the field that it names. */
  error: unknown;
}

/** What a reader says about themselves: the same fields when applying and afterwards. */
export function ProfileFields({ draft, onChange, error }: ProfileFieldsProps) {
  const bind = (name: keyof ProfileDraft) => ({
    value: draft[name],
    required: true,
    error: fieldError(error, name),
    onChange: (event: { target: { value: string } }) => onChange({ ...draft, [name]: event.target.value }),
  });
  return (
    <div className="space-y-5">
      <TextField label="Name that clients see" autoComplete="nickname" {...bind("display_name")} />
      <TextField label="Headline" hint="One line: what somebody leaves with." {...bind("headline")} />
      <TextArea label="About you" rows={7} hint="How you read, for whom, and what you do not do." {...bind("bio")} />
      <TextField label="Specialities" hint="Separated by commas: Tarot, Love, Career" {...bind("specialities")} />
      <TextField label="Languages" hint="Separated by commas: English, Spanish" {...bind("languages")} />
    </div>
  );
}
