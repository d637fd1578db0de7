import { Button } from "@/components/Button";

import { ringSound } from "./ring-sound";
import { useRingSound } from "./useRing";

export function RingSoundButton() {
  const on = useRingSound();
  return (
    <Button variant="quiet" size="small" icon="bell" aria-pressed={on} onClick={() => ringSound.set(!on)}>
      {on ? "Sound is on" : "Sound is off"}
    </Button>
  );
}
