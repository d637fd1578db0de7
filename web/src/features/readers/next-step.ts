import type { Modality, ReaderCard } from "@/lib/api/types";
import { MODALITY_WORDS } from "@/lib/words";

export type NextStep = "start" | "wait" | "notify" | "book";

/** What a card's button says, and where it leads: to the part of the reader's page where that is done. */
export interface CardAction {
  step: NextStep;
  label: string;
  to: string;
}

/**
 * What can best be done about a reader now. Somebody who is online and offers a way to talk can be rung, in the wanted
 * way if there is one; who is with somebody can be waited for; who is offline and keeps hours can be booked; and who will
 * soon be back, keeps no hours or offers no way to talk yet, can be asked to let one know.
 */
export function nextStep(reader: Pick<ReaderCard, "reader_id" | "status" | "rates" | "bookable">, wanted?: Modality): CardAction {
  const page = `/readers/${reader.reader_id}`;
  const beTold: CardAction = { step: "notify", label: "Be told when online", to: `${page}#notify` };
  if (reader.rates.length === 0) return beTold;
  switch (reader.status) {
    case "online":
      return wanted && reader.rates.some((rate) => rate.modality === wanted)
        ? { step: "start", label: `Start ${MODALITY_WORDS[wanted].toLowerCase()}`, to: `${page}?start=${wanted}` }
        : { step: "start", label: "Start a session", to: `${page}#start` };
    case "in_session":
      return { step: "wait", label: "Wait in line", to: `${page}#wait` };
    case "busy":
    case "away":
      return beTold;
    case "offline":
      return !reader.bookable ? beTold : { step: "book", label: "Book a time", to: `${page}#book` };
  }
}
