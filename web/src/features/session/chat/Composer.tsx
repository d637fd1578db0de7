import { useId, useRef, useState, type KeyboardEvent } from "react";

import { IconButton } from "@/components/Button";

import { MAX_TEXT_LENGTH } from "../chat-log";

const SHOW_REST_BELOW = 200;

/** Where a message is written: Enter sends, Shift+Enter begins a new line. */
export function Composer({ onSend, name }: { onSend: (text: string) => void; name: string }) {
  const [text, setText] = useState("");
  const field = useRef<HTMLTextAreaElement>(null);
  const hintId = useId();
  const rest = MAX_TEXT_LENGTH - text.length;

  const send = () => {
    if (text.trim() === "") return;
    onSend(text);
    setText("");
    field.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    // While an input method composes a character, Enter belongs to it.
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };

  return (
    <form
      className="border-t border-line p-2.5"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className="flex items-end gap-2">
        <textarea
          ref={field}
          rows={1}
          aria-label={`Message to ${name}`}
          aria-describedby={hintId}
          placeholder={`Message to ${name}`}
          value={text}
          maxLength={MAX_TEXT_LENGTH}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
          className="field-sizing-content max-h-36 min-h-11 grow resize-none rounded-control border border-line-strong bg-sunken px-3.5 py-2 placeholder:text-muted hover:border-pink-text"
        />
        <IconButton icon="send" label="Send" variant="primary" type="submit" />
      </div>
      <p id={hintId} className={rest < SHOW_REST_BELOW ? "pt-1 text-xs text-muted" : "sr-only"}>
        {rest < SHOW_REST_BELOW ? `${rest} characters left` : "Enter sends, Shift and Enter begin a new line"}
      </p>
    </form>
  );
}
