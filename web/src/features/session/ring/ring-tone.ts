/** A soft bell, made from sine waves: no sound file, nothing to load. */

const EVERY_MS = 2_400;
/** A fifth and its octave, each with the time at which it is struck. */
const NOTES = [
  { hertz: 659.26, at: 0 },
  { hertz: 987.77, at: 0.18 },
  { hertz: 1318.51, at: 0.36 },
] as const;
const LOUDNESS = 0.16;
const FADE_SECONDS = 1.4;

/**
 * Rings until the returned function is called. Browsers allow sound only after the person has done something on the
 * page; until then this is silent, and the title and the dialog have to do.
 */
export function startRingTone(): () => void {
  const context = new AudioContext();
  const strike = () => {
    if (context.state === "suspended") void context.resume();
    for (const { hertz, at } of NOTES) {
      const oscillator = context.createOscillator();
      const gain = context.createGain();
      const start = context.currentTime + at;
      oscillator.frequency.value = hertz;
      gain.gain.setValueAtTime(0.0001, start);
      gain.gain.exponentialRampToValueAtTime(LOUDNESS, start + 0.02);
      gain.gain.exponentialRampToValueAtTime(0.0001, start + FADE_SECONDS);
      oscillator.connect(gain).connect(context.destination);
      oscillator.start(start);
      oscillator.stop(start + FADE_SECONDS);
    }
  };
  strike();
  const timer = setInterval(strike, EVERY_MS);
  return () => {
    clearInterval(timer);
    void context.close();
  };
}
