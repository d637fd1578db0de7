import { fieldError } from "@/lib/api/errors";
import { languageName } from "@/lib/words";

import { Button } from "./Button";
import { Select, TextArea, TextField } from "./Field";
import { Icon } from "./icons";

/** A reader's profile as it is typed: specialities are one line with commas. */
export interface ProfileDraft {
  display_name: string;
  headline: string;
  bio: string;
  specialities: string;
  languages: string[];
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

/** Languages on offer in the form, by their tags. A profile may hold others; they stay. */
const LANGUAGES =
  "ar bg bn cs da de el en es et fa fi fr ga gu he hi hr hu id ig it ja ko lt lv ms nl no pa pl pt pt-BR ro ru sk sl sr sv sw ta te th tl tr uk ur vi yo zh zu".split(
    " ",
  );

interface ProfileFieldsProps {
  draft: ProfileDraft;
  onChange: (draft: ProfileDraft) => void;
  /** The API's refusal of this draft, shown at the field that it names. */
  error: unknown;
}

/** What a reader says about themselves: the same fields when applying and afterwards. */
export function ProfileFields({ draft, onChange, error }: ProfileFieldsProps) {
  const bind = (name: "display_name" | "headline" | "bio" | "specialities") => ({
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
      <LanguagesField
        value={draft.languages}
        onChange={(languages) => onChange({ ...draft, languages })}
        error={fieldError(error, "languages")}
      />
    </div>
  );
}

interface LanguagesFieldProps {
  value: readonly string[];
  onChange: (tags: string[]) => void;
  error: string | undefined;
}

/** A list of languages: one select to add, a button each to take away. */
function LanguagesField({ value, onChange, error }: LanguagesFieldProps) {
  const rest = LANGUAGES.filter((tag) => !value.includes(tag)).sort((a, b) => languageName(a).localeCompare(languageName(b)));
  return (
    <div>
      <Select
        label="Languages"
        hint="The ones that you read in."
        error={error}
        required={value.length === 0}
        value=""
        onChange={(event) => onChange([...value, event.target.value])}
      >
        <option value="" disabled>
          Add a language
        </option>
        {rest.map((tag) => (
          <option key={tag} value={tag}>
            {languageName(tag)}
          </option>
        ))}
      </Select>
      {value.length > 0 ? (
        <ul aria-label="Chosen languages" className="mt-2 flex flex-wrap gap-2">
          {value.map((tag) => (
            <li key={tag}>
              <Button
                variant="secondary"
                size="small"
                aria-label={`Remove ${languageName(tag)}`}
                onClick={() => onChange(value.filter((each) => each !== tag))}
              >
                {languageName(tag)}
                <Icon name="close" className="size-4" />
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
