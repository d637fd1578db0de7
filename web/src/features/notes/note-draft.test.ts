import { describe, expect, it, vi } from "vitest";

import type { Note } from "@/lib/api/types";
import { FakeScheduler, settle } from "@/lib/live/testing/fake-scheduler";

import { NoteDraft } from "./note-draft";

function setup() {
  const save = vi.fn((text: string): Promise<Note> => Promise.resolve({ text, updated_at: "2026-03-01T10:00:00.000Z" }));
  const scheduler = new FakeScheduler();
  const draft = new NoteDraft({ text: "old", updated_at: null }, save, scheduler);
  return { draft, save, scheduler };
}

describe("NoteDraft", () => {
  it("saves once after a pause in typing", async () => {
    const { draft, save, scheduler } = setup();
    draft.write("a");
    await scheduler.advance(500);
    draft.write("ab");
    await scheduler.advance(999);
    expect(save).not.toHaveBeenCalled();
    await scheduler.advance(1);
    expect(save).toHaveBeenCalledExactlyOnceWith("ab");
    expect(draft.snapshot()).toMatchObject({ status: "saved", updatedAt: "2026-03-01T10:00:00.000Z" });
  });

  it("does not save what is as it was", async () => {
    const { draft, save } = setup();
    draft.write("new");
    draft.write("old");
    await draft.flush();
    expect(save).not.toHaveBeenCalled();
    expect(draft.snapshot().status).toBe("saved");
  });

  it("saves again what was written during a save, never two at once", async () => {
    const { draft, save } = setup();
    let finish: (note: Note) => void = () => undefined;
    save.mockImplementationOnce(() => new Promise((resolve) => (finish = resolve)));
    draft.write("one");
    const first = draft.flush();
    draft.write("two");
    void draft.flush();
    await settle();
    expect(save).toHaveBeenCalledTimes(1);
    finish({ text: "one", updated_at: null });
    await first;
    expect(save.mock.calls).toEqual([["one"], ["two"]]);
  });

  it("is not done with a save that somebody else began before all is saved", async () => {
    const { draft, save } = setup();
    let finish: (note: Note) => void = () => undefined;
    save.mockImplementationOnce(() => new Promise((resolve) => (finish = resolve)));
    draft.write("new");
    void draft.flush(); // the field loses its focus …
    let done = false;
    const leaving = draft.flush().then(() => (done = true)); // … and the editor goes
    await settle();
    expect(done).toBe(false);
    finish({ text: "new", updated_at: null });
    await leaving;
    expect(draft.snapshot().status).toBe("saved");
    expect(save).toHaveBeenCalledExactlyOnceWith("new");
  });

  it("says when it could not save, and tries again", async () => {
    const { draft, save, scheduler } = setup();
    save.mockRejectedValueOnce(new Error("down"));
    draft.write("kept");
    await scheduler.advance(1_000);
    expect(draft.snapshot()).toMatchObject({ status: "failed", text: "kept" });
    await scheduler.advance(5_000);
    expect(draft.snapshot().status).toBe("saved");
  });

  it("saves what is left when the page goes", async () => {
    const { draft, save } = setup();
    draft.write("last words");
    void draft.flush();
    await settle();
    expect(save).toHaveBeenCalledExactlyOnceWith("last words");
  });
});
