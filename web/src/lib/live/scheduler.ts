/** Timers as an argument, so that tests own the time. */
export interface Scheduler {
  /** Monotonic milliseconds; only differences mean anything. */
  now(): number;
  /** Runs `task` once after `ms`; the returned function takes it back. */
  after(ms: number, task: () => void): () => void;
}

export const browserScheduler: Scheduler = {
  now: () => performance.now(),
  after(ms, task) {
    const id = setTimeout(task, ms);
    return () => clearTimeout(id);
  },
};

/**
 * Settles as `work` does, or rejects with `onTimeout()` after `ms`. Needed because some SDK promises never settle
 * without a network.
 */
export function withTimeout<T>(scheduler: Scheduler, ms: number, work: Promise<T>, onTimeout: () => Error): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = scheduler.after(ms, () => reject(onTimeout()));
    work.then(resolve, reject).finally(cancel);
  });
}

/** Waiting time before attempt `n` (0, 1, …): doubling from 500 ms to 10 s, the upper half of it by chance. */
export function backoffMs(attempt: number, random: () => number = Math.random): number {
  const full = Math.min(10_000, 500 * 2 ** Math.min(attempt, 6));
  return Math.round(full / 2 + (full / 2) * random());
}
