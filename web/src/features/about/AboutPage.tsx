import { LinkButton, TextLink } from "@/components/Button";
import { PageHeader } from "@/components/PageHeader";

import { Prose } from "./Prose";

export default function AboutPage() {
  return (
    <Prose>
      <PageHeader title="About SoulSeer" lead="A quiet place to talk to somebody who reads: cards, charts, runes, dreams, palms." />
      <p>
        SoulSeer brings people with a question together with spiritual readers. You choose a reader, you choose whether to write, speak or
        see each other, and you talk. You pay for the minutes that you were both there, from a wallet that you filled beforehand.
      </p>
      <h2>For clients</h2>
      <p>
        You see the price before you begin and the clock while you talk. You can end at any moment. Every charge leads to a receipt that
        says why it is there. If a cent cannot be explained, it should not have been charged, and we want to hear of it.
      </p>
      <h2>For readers</h2>
      <p>
        You set your own rate for each way to talk and go online when it suits you. Of every session you keep 70%, and the platform keeps
        30%. Your statement shows each session and your share of it.
      </p>
      <h2>What a reading is, and is not</h2>
      <p>
        A reading can be a mirror, a comfort or a nudge. It is not medical, legal or financial advice, and no reader can promise what will
        happen. If you are in danger or thinking of harming yourself, please turn to your local emergency number first.
      </p>
      <p className="flex flex-wrap gap-3 pt-4">
        <LinkButton to="/readers">Browse readers</LinkButton>
        <LinkButton to="/apply" variant="secondary">
          Become a reader
        </LinkButton>
      </p>
      <p>
        How money works is on the <TextLink to="/help">help page</TextLink>.
      </p>
    </Prose>
  );
}
