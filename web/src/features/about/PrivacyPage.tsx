import { PageHeader } from "@/components/PageHeader";

import { Prose } from "./Prose";

export default function PrivacyPage() {
  return (
    <Prose>
      <PageHeader title="Privacy" lead="What we keep, why, and who else sees it." />
      <h2>What we keep</h2>
      <ul>
        <li>Your account: the name you show, your e-mail address, and a phone number if you give one.</li>
        <li>Your money: each top-up, charge and refund. These records are never changed, because they are how every cent is explained.</li>
        <li>Your sessions: with whom, when, how long, and when each of you was there. That is what a receipt is made of.</li>
        <li>Written messages of a session, so that they are still there after a reload. You and the other person can read them.</li>
        <li>Private notes, which only you can read.</li>
      </ul>
      <h2>What we do not keep</h2>
      <ul>
        <li>Voice and video. They are passed on live and not recorded.</li>
        <li>Your card. You enter it with our payment partner, and we never see its number.</li>
      </ul>
      <h2>Who else is involved</h2>
      <p>
        A sign-in service confirms who you are, a payment service takes your card, and a media service carries voice and video. Each gets
        only what it needs for that. We do not sell data, and there is no advertising here.
      </p>
      <h2>In your browser</h2>
      <p>We store your sign-in and your choice of theme. There are no tracking cookies.</p>
    </Prose>
  );
}
