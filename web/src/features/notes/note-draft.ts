import type { Note } from "@/lib/api/types";
import type { Scheduler } from "@/lib/live/scheduler";
import { Store } from "@/lib/live/store";

/** A pause in typing this long is a good moment to save. */
const SAVE_AFTER_MS = 1_000;
const RETRY_AFTER_MS = 5_000;

export interface NoteSnapshot {
  text: string;
  status: "saved" | "waiting" | "saving" | "failed";
  updatedAt: string | null;
}

/** A private note that saves itself while it is written; one request at a time, the newest text wins. */
export class NoteDraft {
  readonly snapshot: () => NoteSnapshot;
  readonly subscribe: (listener: () => void) => () => void;
  readonly #save: (text: string) => Promise<Note>;
  readonly #scheduler: Scheduler;
  readonly #store: Store<NoteSnapshot>;
  #saved: string;
  #saving: Promise<void> | null = null;
  #cancel: (() => void) | null = null;

  constructor(note: Note, save: (text: string) => Promise<Note>, scheduler: Scheduler) {
    this.#save = save;
    this.#scheduler = scheduler;
    this.#saved = note.text;
    this.#store = new Store<NoteSnapshot>({ text: note.text, status: "saved", updatedAt: note.updated_at });
    this.snapshot = this.#store.get;
    this.subscribe = this.#store.subscribe;
  }

  write(text: string): void {
    this.#set({ text, status: this.#saving ? "saving" : "waiting" });
    this.#later(SAVE_AFTER_MS);
  }

  /** Saves at once what is not saved yet: the person leaves the field, or the page. Settles when nothing is being saved. */
  flush(): Promise<void> {
    this.#cancel?.();
    this.#cancel = null;
    this.#saving ??= this.#saveAll().finally(() => (this.#saving = null));
    return this.#saving;
  }

  async #saveAll(): Promise<void> {
    for (let { text } = this.snapshot(); text !== this.#saved; { text } = this.snapshot()) {
      this.#set({ status: "saving" });
      try {
        const note = await this.#save(text);
        this.#saved = text;
        this.#set({ updatedAt: note.updated_at });
      } catch {
        this.#set({ status: "failed" });
        this.#later(RETRY_AFTER_MS);
        return;
      }
    }
    this.#set({ status: "saved" });
  }

  #later(ms: number): void {
    this.#cancel?.();
    this.#cancel = this.#scheduler.after(ms, () => void this.flush());
  }

  #set(change: Partial<NoteSnapshot>): void {
    this.#store.set({ ...this.snapshot(), ...change });
  }
}
