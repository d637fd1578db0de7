import { memo } from "react";
import { Link } from "react-router";

import { Badge, StatusDot } from "@/components/Badge";
import { LinkButton } from "@/components/Button";
import { Card } from "@/components/Card";
import { Icon } from "@/components/icons";
import { Rate } from "@/components/Money";
import { Photo } from "@/components/Photo";
import { Rating } from "@/components/Rating";
import { Skeleton } from "@/components/Skeleton";
import { FavouriteButton } from "@/features/favourites/FavouriteButton";
import type { Modality, ReaderCard, ReaderRate } from "@/lib/api/types";
import { MODALITIES, MODALITY_WORDS, specialityName } from "@/lib/words";

import { nextStep } from "./next-step";

const MOST_SPECIALITIES = 3;

/** A reader's rates in the product's order of modalities. */
export function inOrder(rates: readonly ReaderRate[]): ReaderRate[] {
  return [...rates].sort((a, b) => MODALITIES.indexOf(a.modality) - MODALITIES.indexOf(b.modality));
}

interface ReaderCardViewProps {
  reader: ReaderCard;
  eager?: boolean | "first";
  /** The way to talk that the list was narrowed to. */
  wanted?: Modality | undefined;
}

/** One reader in a list. The whole card leads to the reader; its name is the link. The button says what can be done now. */
export const ReaderCardView = memo(function ReaderCardView({ reader, eager = false, wanted }: ReaderCardViewProps) {
  const { step, label, to } = nextStep(reader, wanted);
  return (
    <Card
      as="article"
      padding="none"
      className="group relative flex h-full flex-col overflow-hidden transition-colors duration-200 hover:border-pink/60"
    >
      <div className="relative aspect-[16/10] overflow-hidden sm:aspect-[5/4] bg-sunken">
        <Photo
          url={reader.photo_url}
          name={reader.display_name}
          eager={eager}
          className="size-full object-[50%_30%] transition-transform duration-500 motion-safe:group-hover:scale-[1.03]"
        />
        <span className="absolute left-3 top-3 rounded-full bg-canvas/85 px-2.5 py-1 backdrop-blur-sm">
          <StatusDot status={reader.status} />
        </span>
        {reader.featured ? (
          <Badge tone="gold" className="absolute right-3 top-3 py-1">
            <Icon name="sparkle" filled className="size-3" />
            Featured
          </Badge>
        ) : null}
        <span className="absolute bottom-3 left-3 rounded-full bg-canvas/85 px-2.5 py-1 leading-none backdrop-blur-sm">
          <Rating hundredths={reader.rating_hundredths} count={reader.review_count} compact />
        </span>
        <FavouriteButton readerId={reader.reader_id} name={reader.display_name} className="absolute bottom-3 right-3 z-10" />
      </div>
      <div className="flex grow flex-col p-4 sm:p-5">
        <h3 className="break-words text-xl">
          <Link
            to={`/readers/${reader.reader_id}`}
            className="no-underline after:absolute after:inset-0 after:rounded-card focus-visible:outline-none focus-visible:after:outline-3 focus-visible:after:-outline-offset-3 focus-visible:after:outline-pink-text"
          >
            {reader.display_name}
          </Link>
        </h3>
        <p className="mt-1 break-words text-muted">{reader.headline}</p>
        <ul aria-label="Specialities" className="mt-3 flex flex-wrap gap-1.5">
          {reader.specialities.slice(0, MOST_SPECIALITIES).map((speciality) => (
            <li key={speciality}>
              <Badge>{specialityName(speciality)}</Badge>
            </li>
          ))}
        </ul>
        <div className="mt-auto pt-4">
          <ul aria-label="Rates" className="grid grid-cols-3 gap-x-2 border-t border-line pt-3 text-sm">
            {inOrder(reader.rates).map((rate) => (
              <li key={rate.modality}>
                <span className="flex items-center gap-1.5 text-muted">
                  <Icon name={rate.modality} className="size-4 text-pink-text" />
                  {MODALITY_WORDS[rate.modality]}
                </span>
                <Rate cents={rate.rate_cents} currency={reader.currency} className="font-semibold" />
              </li>
            ))}
          </ul>
          <LinkButton to={to} size="small" variant={step === "start" ? "primary" : "secondary"} className="relative mt-3 w-full">
            {label}
            <span className="sr-only"> with {reader.display_name}</span>
          </LinkButton>
        </div>
      </div>
    </Card>
  );
});

/** The grid that reader cards stand in. */
export const readerGridClass = "grid gap-5 sm:grid-cols-2 lg:grid-cols-3";

export function ReaderGridSkeleton({ cards = 6, className = readerGridClass }: { cards?: number; className?: string }) {
  return (
    <div role="status">
      <span className="sr-only">Loading readers…</span>
      <div className={className}>
        {Array.from({ length: cards }, (_, card) => (
          <Card key={card} padding="none" className="overflow-hidden">
            <Skeleton className="aspect-[16/10] rounded-none sm:aspect-[5/4]" />
            <div className="space-y-3 p-5">
              <Skeleton className="h-6 w-1/2" />
              <Skeleton className="h-4 w-full" />
              <Skeleton className="h-4 w-2/3" />
            </div>
          </Card>
        ))}
      </div>
    </div>
  );
}
