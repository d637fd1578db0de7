import type { Scheduler } from "./scheduler";

/**
 * A scheduler that keeps time while its page is hidden: a heartbeat that a browser delays to once a minute would look
 * like somebody who left. Its worker starts with the first timer; `close()` drops all timers and ends it.
 */
export class BackgroundScheduler implements Scheduler {
  readonly #tasks = new Map<number, () => void>();
  #worker: Worker | null = null;
  #lastId = 0;

  now(): number {
    return performance.now();
  }

  after(ms: number, task: () => void): () => void {
    const id = ++this.#lastId;
    this.#tasks.set(id, task);
    this.#worker ??= this.#startWorker();
    this.#worker.postMessage({ id, ms });
    return () => {
      if (this.#tasks.delete(id)) this.#worker?.postMessage({ id, ms: null });
    };
  }

  close(): void {
    this.#tasks.clear();
    this.#worker?.terminate();
    this.#worker = null;
  }

  #startWorker(): Worker {
    const worker = new Worker(new URL("./timer.worker.ts", import.meta.url), { type: "module" });
    worker.onmessage = ({ data: id }: MessageEvent<number>) => {
      const task = this.#tasks.get(id);
      this.#tasks.delete(id);
      task?.();
    };
    return worker;
  }
}
