import { Icon } from "@/components/icons";
import { Avatar } from "@/components/Photo";
import type { Modality } from "@/lib/api/types";
import { cx } from "@/lib/cx";
import { formatRate } from "@/lib/money";
import { MODALITY_WORDS } from "@/lib/words";

interface CallerProps {
  person: { display_name: string; photo_url: string | null };
  modality: Modality;
  rateCents: number;
  currency: string;
  className?: string;
}

/** Who rings or is rung, how, and for how much. */
export function Caller({ person, modality, rateCents, currency, className }: CallerProps) {
  return (
    <div className={cx("flex flex-col items-center text-center", className)}>
      <span className="relative flex size-32 items-center justify-center">
        <span aria-hidden="true" className="absolute inset-0 animate-ping rounded-full border border-pink/50 [animation-duration:2.4s]" />
        <span aria-hidden="true" className="absolute inset-2 rounded-full border border-pink/40 bg-pink-tint" />
        <span className="relative">
          <Avatar url={person.photo_url} name={person.display_name} size="large" />
        </span>
      </span>
      <p className="mt-3 inline-flex items-center gap-2 text-muted">
        <Icon name={modality} className="size-5 text-gold-text" />
        {MODALITY_WORDS[modality]} session at {formatRate(rateCents, currency)}
      </p>
    </div>
  );
}
