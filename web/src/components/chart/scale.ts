/** Where the lines of a chart stand: whole, round steps that hold every value, with zero among them. */
export interface Scale {
  low: number;
  high: number;
  /** From the lowest to the highest. */
  ticks: number[];
}

const MOST_STEPS = 4;

/** The least of 1, 2, 2.5, 5 × 10ⁿ that is `least` or more; whole numbers only. */
function roundStep(least: number): number {
  const unit = 10 ** Math.floor(Math.log10(Math.max(1, least)));
  const steps = [1, 2, 2.5, 5, 10].map((factor) => factor * unit).filter(Number.isInteger);
  return steps.find((step) => step >= least) ?? 10 * unit;
}

/** The scale for stacks that reach from `lowest` (0 or less) to `highest` (0 or more). */
export function scaleOf(lowest: number, highest: number): Scale {
  const step = roundStep((highest - lowest) / MOST_STEPS);
  const low = Math.floor(lowest / step) * step;
  const high = Math.max(step, Math.ceil(highest / step) * step);
  const ticks = Array.from({ length: Math.round((high - low) / step) + 1 }, (_, index) => low + index * step);
  return { low, high, ticks };
}

/** The stack of a bar's values: what is above zero grows up from it, what is below grows down. */
export function stackOf(values: readonly number[]): { from: number; to: number }[] {
  let above = 0;
  let below = 0;
  return values.map((value) => {
    if (value >= 0) {
      above += value;
      return { from: above - value, to: above };
    }
    below += value;
    return { from: below - value, to: below };
  });
}

/** Which of `count` bars have their date written below them, so that `most` at the most stand in a row, the last among them. */
export function labelledBars(count: number, most: number): Set<number> {
  const every = Math.max(1, Math.ceil(count / most));
  return new Set(Array.from({ length: count }, (_, index) => index).filter((index) => (count - 1 - index) % every === 0));
}
