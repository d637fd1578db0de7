import { useId } from "react";

import { Icon } from "@/components/icons";

import { STAR_WORDS } from "./words";

interface StarsFieldProps {
  value: number | null;
  onChange: (rating: number) => void;
  error?: string | undefined;
}

/** One to five stars: radio buttons drawn as stars, so arrow keys move and each is called by its number and word. */
export function StarsField({ value, onChange, error }: StarsFieldProps) {
  const errorId = useId();
  return (
    <fieldset aria-describedby={error ? errorId : undefined}>
      <legend className="mb-1 text-sm font-semibold">Your rating</legend>
      <div className="flex flex-wrap items-center gap-x-3">
        <div className="-ml-1.5 flex">
          {[1, 2, 3, 4, 5].map((stars) => (
            <label
              key={stars}
              className="relative flex size-11 cursor-pointer items-center justify-center rounded-control text-gold transition-colors hover:bg-gold-tint has-focus-visible:outline-3 has-focus-visible:outline-pink-text"
            >
              <input
                type="radio"
                name="rating"
                value={stars}
                checked={value === stars}
                onChange={() => onChange(stars)}
                className="absolute inset-0 cursor-pointer appearance-none rounded-control outline-none"
              />
              <Icon name="star" filled={value !== null && stars <= value} className="pointer-events-none size-8" />
              <span className="sr-only">
                {stars} {stars === 1 ? "star" : "stars"}, {STAR_WORDS[stars]}
              </span>
            </label>
          ))}
        </div>
        <span aria-hidden="true" className="text-sm text-muted">
          {value === null ? "" : STAR_WORDS[value]}
        </span>
      </div>
      {error ? (
        <p id={errorId} className="mt-1 flex items-start gap-1.5 text-sm font-medium text-danger">
          <Icon name="warning" className="mt-0.5 size-4 shrink-0" />
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}
