import { TextLink } from "@/components/Button";
import { PageHeader } from "@/components/PageHeader";

import { Prose } from "./Prose";

export default function TermsPage() {
  return (
    <Prose>
      <PageHeader title="Terms" lead="The agreement between you and SoulSeer, kept short." />
      <ol>
        <li>You are at least 18 years old and the account is yours alone.</li>
        <li>
          Readings are for guidance and reflection. They are not medical, legal, financial or psychological advice, and nobody can promise
          what will happen.
        </li>
        <li>
          Sessions are charged by the started minute from your wallet, by the rules on the <TextLink to="/help">help page</TextLink>. Those
          rules are part of these terms.
        </li>
        <li>Money in your wallet that you have not used is yours. It can be refunded to the card that it came from.</li>
        <li>Readers are independent. They set their own rates and receive 70% of each session. The platform keeps 30%.</li>
        <li>Be kind. Threats, harassment, fraud and taking payments outside SoulSeer lead to suspension.</li>
        <li>
          A suspended account can still read its own data. A wallet may be frozen while a disputed payment is looked into, and is released
          when that is settled.
        </li>
        <li>If something went wrong with a charge, tell us with the number on the receipt. We answer with the record of what happened.</li>
      </ol>
    </Prose>
  );
}
