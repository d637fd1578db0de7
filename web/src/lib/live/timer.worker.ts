/** Sets timers on behalf of a page: browsers slow down the timers of hidden pages, but not those of workers. */

const timers = new Map<number, ReturnType<typeof setTimeout>>();

self.onmessage = ({ data }: MessageEvent<{ id: number; ms: number | null }>) => {
  const { id, ms } = data;
  if (ms === null) {
    clearTimeout(timers.get(id));
    timers.delete(id);
    return;
  }
  timers.set(
    id,
    setTimeout(() => {
      timers.delete(id);
      self.postMessage(id);
    }, ms),
  );
};
