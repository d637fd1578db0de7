import { useEffect, type RefObject } from "react";

/** A quiet voice should move the meter and a loud one not pin it. */
const GAIN = 5;
const FALL = 0.88;

/**
 * Writes how loud `track` is into the CSS variable `--level` (0 to 1) of the element, many times a second and without
 * drawing the component anew. The track is only listened to, not played.
 */
export function useAudioLevel(track: MediaStreamTrack | null, element: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const target = element.current;
    if (!track || !target) return;
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    analyser.fftSize = 512;
    context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    let level = 0;
    let frame = 0;
    const draw = () => {
      analyser.getFloatTimeDomainData(samples);
      const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
      level = Math.max(Math.min(1, Math.sqrt(power) * GAIN), level * FALL);
      target.style.setProperty("--level", level.toFixed(3));
      frame = requestAnimationFrame(draw);
    };
    draw();
    return () => {
      cancelAnimationFrame(frame);
      target.style.setProperty("--level", "0");
      void context.close();
    };
  }, [track, element]);
}
