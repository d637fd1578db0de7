import { useId, type InputHTMLAttributes, type ReactNode, type Ref, type SelectHTMLAttributes, type TextareaHTMLAttributes } from "react";

import { cx } from "@/lib/cx";

import { Icon } from "./icons";

interface FieldParts {
  label: ReactNode;
  /** Help that stays visible. */
  hint?: ReactNode;
  /** What is wrong with the present value. */
  error?: string | undefined;
  className?: string;
  /** The label is for those who listen only: the control's place makes it plain to those who see. */
  labelHidden?: boolean;
}

interface Wiring {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
}

const LOOK =
  "w-full rounded-control border border-line-strong bg-sunken text-text placeholder:text-muted " +
  "min-h-11 aria-invalid:border-danger disabled:opacity-60 transition-colors duration-150 hover:border-pink-text";
const CONTROL = `${LOOK} px-3.5 py-2 text-base`;
const COMPACT = `${LOOK} py-2 pl-2.5 text-[0.95em]`;

/** Label, control, hint and error, wired to each other. The control is drawn by `children`. */
export function Field({ label, hint, error, className, labelHidden, children }: FieldParts & { children: (wiring: Wiring) => ReactNode }) {
  const id = useId();
  const hintId = hint ? `${id}-hint` : undefined;
  const errorId = error ? `${id}-error` : undefined;
  return (
    <div className={className}>
      <label htmlFor={id} className={labelHidden ? "sr-only" : "mb-1.5 block text-sm font-semibold"}>
        {label}
      </label>
      {children({
        id,
        "aria-describedby": [hintId, errorId].filter(Boolean).join(" ") || undefined,
        "aria-invalid": error ? true : undefined,
      })}
      {hint ? (
        <p id={hintId} className="mt-1.5 text-sm text-muted">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={errorId} className="mt-1.5 flex items-start gap-1.5 text-sm font-medium text-danger">
          <Icon name="warning" className="mt-0.5 size-4 shrink-0" />
          {error}
        </p>
      ) : null}
    </div>
  );
}

type TextFieldProps = FieldParts &
  Omit<InputHTMLAttributes<HTMLInputElement>, "className"> & { ref?: Ref<HTMLInputElement>; prefix?: string };

export function TextField({ label, hint, error, className, labelHidden, prefix, ...input }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error} className={className} labelHidden={labelHidden}>
      {(wiring) => (
        <span className="relative block">
          {prefix ? (
            <span aria-hidden="true" className="pointer-events-none absolute inset-y-0 left-3.5 flex items-center text-muted">
              {prefix}
            </span>
          ) : null}
          <input className={cx(CONTROL, prefix && "pl-8", input.type === "number" && "tabular")} {...wiring} {...input} />
        </span>
      )}
    </Field>
  );
}

type TextAreaProps = FieldParts & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, "className"> & { ref?: Ref<HTMLTextAreaElement> };

export function TextArea({ label, hint, error, className, labelHidden, ...input }: TextAreaProps) {
  return (
    <Field label={label} hint={hint} error={error} className={className} labelHidden={labelHidden}>
      {(wiring) => <textarea rows={5} className={cx(CONTROL, "resize-y leading-relaxed")} {...wiring} {...input} />}
    </Field>
  );
}

type SelectProps = FieldParts &
  Omit<SelectHTMLAttributes<HTMLSelectElement>, "className"> & {
    ref?: Ref<HTMLSelectElement>;
    /** Short values that stand in a row: less room around them. */
    compact?: boolean;
  };

export function Select({ label, hint, error, className, labelHidden, compact = false, children, ...input }: SelectProps) {
  return (
    <Field label={label} hint={hint} error={error} className={className} labelHidden={labelHidden}>
      {(wiring) => (
        <span className="relative block">
          <select className={cx(compact ? COMPACT : CONTROL, "appearance-none", compact ? "pr-6" : "pr-10")} {...wiring} {...input}>
            {children}
          </select>
          <Icon
            name="chevron_down"
            className={cx(
              "pointer-events-none absolute top-1/2 -translate-y-1/2 text-muted",
              compact ? "right-1.5 size-4" : "right-3 size-5",
            )}
          />
        </span>
      )}
    </Field>
  );
}

interface CheckProps extends Omit<InputHTMLAttributes<HTMLInputElement>, "className" | "type"> {
  label: ReactNode;
  className?: string;
}

export function Checkbox({ label, className, ...input }: CheckProps) {
  return (
    <label className={cx("flex min-h-11 cursor-pointer items-center gap-3", className)}>
      <input type="checkbox" className="size-5 shrink-0 cursor-pointer accent-pink" {...input} />
      <span>{label}</span>
    </label>
  );
}

interface SwitchProps {
  label: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
  busy?: boolean;
  className?: string;
}

/** Something that is on or off at once, without a save button. */
export function Switch({ label, checked, onChange, disabled = false, busy = false, className }: SwitchProps) {
  const id = useId();
  return (
    <span className={cx("inline-flex items-center gap-3", className)}>
      <button
        type="button"
        role="switch"
        aria-checked={checked}
        aria-labelledby={id}
        aria-busy={busy || undefined}
        disabled={disabled}
        onClick={() => {
          if (!busy) onChange(!checked);
        }}
        className={cx(
          "relative inline-flex h-8 w-14 shrink-0 items-center rounded-full border transition-colors duration-150 disabled:opacity-55",
          checked ? "border-success bg-success" : "border-line-strong bg-sunken",
        )}
      >
        <span
          aria-hidden="true"
          className={cx(
            "inline-block size-6 rounded-full transition-transform duration-150",
            checked ? "translate-x-7 bg-canvas" : "translate-x-0.5 bg-line-strong",
          )}
        />
      </button>
      <span id={id} className="font-semibold">
        {label}
      </span>
    </span>
  );
}

interface RadiosProps<Value extends string> {
  legend: string;
  name: string;
  value: Value | null;
  options: readonly { value: Value; label: ReactNode }[];
  onChange: (value: Value) => void;
}

/** One of several that take a line each. */
export function Radios<Value extends string>({ legend, name, value, options, onChange }: RadiosProps<Value>) {
  return (
    <fieldset>
      <legend className="mb-1 text-sm font-semibold">{legend}</legend>
      {options.map((option) => (
        <label key={option.value} className="flex min-h-11 cursor-pointer items-center gap-3">
          <input
            type="radio"
            className="size-5 shrink-0 cursor-pointer accent-pink"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </fieldset>
  );
}

interface ChoiceProps<Value extends string> {
  legend: string;
  legendHidden?: boolean;
  name: string;
  value: Value;
  options: readonly { value: Value; label: ReactNode }[];
  onChange: (value: Value) => void;
}

/** One of a few: radio buttons drawn as pills. */
export function Choice<Value extends string>({ legend, legendHidden = false, name, value, options, onChange }: ChoiceProps<Value>) {
  return (
    <fieldset>
      <legend className={legendHidden ? "sr-only" : "mb-1.5 text-sm font-semibold"}>{legend}</legend>
      <div className="flex flex-wrap gap-1 sm:gap-1.5">
        {options.map((option) => (
          <label
            key={option.value}
            className={cx(
              "relative inline-flex min-h-11 cursor-pointer items-center gap-2 rounded-full border px-2 text-sm sm:px-3 font-semibold transition-colors duration-150",
              "has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-pink-text",
              option.value === value
                ? "border-pink bg-pink text-on-pink"
                : "border-line-strong text-text hover:border-pink-text hover:text-pink-text",
            )}
          >
            <input
              type="radio"
              className="absolute inset-0 cursor-pointer appearance-none rounded-full outline-none"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
