import { expect, test, type Page } from "@playwright/test";

import { aReceipt, FakeSession, SESSION_ID, type Session } from "./fake-session.ts";
import { expectAccessible, expectAccessibleInLight } from "../sound.ts";
import { enter, picture } from "./fixtures.ts";
import { TestRelay } from "./relay.ts";

const PATH = `/sessions/${SESSION_ID}`;

function ago(seconds: number): string {
  return new Date(Date.now() - seconds * 1000).toISOString();
}

const WAITING: Partial<Session> = {
  state: "waiting",
  accepted_at: null,
  started_at: null,
  running: false,
  connected_seconds: 0,
  charged_minutes: 0,
  charged_cents: 0,
  paid_until_seconds: 0,
};

/** A booked reading that began or begins so many seconds ago, and ends so many seconds ago: less than none lies ahead. */
const booked = (startedAgo: number, endedAgo: number): NonNullable<Session["booking"]> => ({
  booking_id: "bkg_00000000000000000000000001",
  starts_at: ago(startedAgo),
  ends_at: ago(endedAgo),
  client_deadline_at: ago(startedAgo - 900),
  reader_deadline_at: ago(startedAgo - 600),
  price_cents: 10_470,
});

/** A booked reading to which both have come before its time, or one has. */
const BOOKED_WAITING: Partial<Session> = {
  ...WAITING,
  modality: "text",
  accepted_at: ago(60),
  charged_cents: 10_470,
  booking: booked(437, -1363),
};

interface State {
  name: string;
  role: "client" | "reader" | "admin";
  facts: () => Partial<Session>;
  path?: string;
  before?: (session: FakeSession) => void;
  see: (page: Page) => Promise<void>;
}

const chat = (session: FakeSession) => {
  session.say("reader", "Hello Maya, good to meet you. What brings you here tonight?", 400);
  session.say("client", "Hi Luna! I have been offered a job in another city and cannot make up my mind.", 380);
  session.say(
    "reader",
    "Thank you for telling me. Let us lay three cards: what holds you, what calls you, and what you do not see yet.",
    350,
  );
  session.say("client", "Yes please", 340);
  session.say("reader", "The first is the Four of Pentacles.", 60);
};

const STATES: State[] = [
  {
    name: "client-ringing",
    role: "client",
    facts: () => WAITING,
    see: async (page) => {
      await expect(page.getByRole("heading", { name: "Ringing Luna Vale" })).toBeVisible();
      await expect(page.getByLabel("Your camera")).toBeVisible();
      await expect(page.getByRole("button", { name: "Cancel" })).toBeVisible();
    },
  },
  {
    name: "client-ringing-text",
    role: "client",
    facts: () => ({ ...WAITING, modality: "text", rate_cents: 199 }),
    see: (page) => expect(page.getByRole("heading", { name: "Ringing Luna Vale" })).toBeVisible(),
  },
  {
    name: "reader-ringing",
    role: "reader",
    facts: () => WAITING,
    see: (page) => expect(page.getByRole("button", { name: "Accept" })).toBeVisible(),
  },
  {
    name: "reader-ringing-elsewhere",
    role: "reader",
    path: "/help",
    facts: () => WAITING,
    see: (page) => expect(page.getByRole("dialog", { name: "Maya Lindqvist is calling" })).toBeVisible(),
  },
  {
    name: "client-way-back",
    role: "client",
    path: "/help",
    facts: () => ({ running: false, state: "paused" }),
    see: (page) => expect(page.getByRole("link", { name: "Go to the session" })).toBeVisible(),
  },
  {
    name: "connecting",
    role: "client",
    facts: () => ({ ...WAITING, accepted_at: ago(3) }),
    see: (page) => expect(page.getByText("Waiting for Luna Vale to connect")).toBeVisible(),
  },
  {
    name: "live-text-client",
    role: "client",
    facts: () => ({ modality: "text", rate_cents: 199, charged_cents: 1592 }),
    before: chat,
    see: (page) => expect(page.getByText("The first is the Four of Pentacles.")).toBeVisible(),
  },
  {
    name: "live-text-reader",
    role: "reader",
    facts: () => ({ modality: "text" }),
    before: chat,
    see: (page) => expect(page.getByRole("textbox", { name: "Message to Maya Lindqvist" })).toBeVisible(),
  },
  {
    name: "live-voice",
    role: "client",
    facts: () => ({ modality: "voice" }),
    before: chat,
    see: (page) => expect(page.getByRole("button", { name: "Mute" })).toBeVisible(),
  },
  {
    name: "low-funds",
    role: "client",
    facts: () => ({ modality: "voice", minutes_left: 0, balance_cents: 120 }),
    see: (page) => expect(page.getByText("Less than a minute left")).toBeVisible(),
  },
  {
    name: "paused-funds",
    role: "client",
    facts: () => ({
      modality: "text",
      state: "paused",
      running: false,
      minutes_left: 0,
      balance_cents: 120,
      connected_seconds: 480,
      pause: { reason: "funds", missing: [], paused_at: ago(20), grace_expires_at: ago(-280) },
    }),
    before: chat,
    see: (page) => expect(page.getByText("Your balance is used up. The clock has stopped")).toBeVisible(),
  },
  {
    name: "paused-funds-reader",
    role: "reader",
    facts: () => ({
      modality: "text",
      state: "paused",
      running: false,
      pause: { reason: "funds", missing: [], paused_at: ago(20), grace_expires_at: ago(-280) },
    }),
    see: (page) => expect(page.getByText("Maya Lindqvist's balance is used up")).toBeVisible(),
  },
  {
    name: "paused-dropped",
    role: "client",
    facts: () => ({
      modality: "voice",
      state: "paused",
      running: false,
      pause: { reason: "dropped", missing: ["reader"], paused_at: ago(70), grace_expires_at: ago(-230) },
    }),
    see: (page) => expect(page.getByText("Luna Vale dropped out. The clock has stopped")).toBeVisible(),
  },
  {
    name: "reconnecting",
    role: "reader",
    facts: () => ({
      modality: "voice",
      state: "reconnecting",
      running: false,
      reconnects: 1,
      pause: { reason: "dropped", missing: ["client"], paused_at: ago(70), grace_expires_at: ago(-230) },
    }),
    see: (page) => expect(page.getByText("Maya Lindqvist and you are being reconnected")).toBeVisible(),
  },
  {
    name: "declined",
    role: "client",
    facts: () => ({ ...WAITING, state: "finalized", end_reason: "declined", ended_at: ago(1) }),
    see: (page) => expect(page.getByText("Nothing was charged.")).toBeVisible(),
  },
  {
    name: "client-booked-early",
    role: "client",
    facts: () => ({ ...BOOKED_WAITING, booking: booked(-240, -2040) }),
    see: async (page) => {
      await expect(page.getByText("Luna Vale is here too")).toBeVisible();
      await expect(page.getByText("Begins in")).toBeVisible();
      await expect(page.getByText("Paid when booked")).toBeVisible();
      await expect(page.getByRole("button", { name: "Top up" })).toHaveCount(0);
      await page.getByRole("button", { name: "End", exact: true }).last().click();
      await expect(page.getByRole("dialog", { name: "The reading has not begun" })).toContainText("come back until its time is over");
    },
  },
  {
    name: "client-booked-reader-late",
    role: "client",
    facts: () => ({
      ...BOOKED_WAITING,
      booking: booked(120, -1680),
      presence: { client: { present: true, seen_at: ago(1) }, reader: { present: false, seen_at: null } },
    }),
    see: (page) => expect(page.getByText(/^If Luna Vale is not here by .*, you get everything back\.$/)).toBeVisible(),
  },
  {
    name: "reader-booked-running",
    role: "reader",
    facts: () => ({
      modality: "text",
      charged_minutes: 0,
      charged_cents: 10_470,
      paid_until_seconds: 0,
      booking: booked(437, -200),
    }),
    before: chat,
    see: async (page) => {
      await expect(page.getByText("About 4 minutes left")).toBeVisible();
      await page.getByRole("button", { name: "End", exact: true }).first().click();
      await expect(page.getByRole("dialog", { name: "End this session?" })).toContainText("are given back to Maya Lindqvist");
      await page.keyboard.press("Escape");
    },
  },
  {
    name: "booked-missed",
    role: "client",
    facts: () => ({ ...BOOKED_WAITING, state: "finalized", end_reason: "reader_missed", ended_at: ago(1) }),
    see: (page) => expect(page.getByRole("link", { name: "To the booking" })).toBeVisible(),
  },
  {
    name: "support-watching",
    role: "admin",
    facts: () => ({}),
    see: (page) => expect(page.getByRole("heading", { name: "Maya Lindqvist and Luna Vale" })).toBeVisible(),
  },
  {
    name: "receipt-client",
    role: "client",
    path: `${PATH}/receipt`,
    facts: () => ({ state: "finalized", running: false }),
    see: (page) => expect(page.getByText("Why was I charged this?")).toBeVisible(),
  },
  {
    name: "receipt-reader",
    role: "reader",
    path: `${PATH}/receipt`,
    facts: () => ({ state: "finalized", running: false }),
    see: (page) => expect(page.getByText("Your earnings", { exact: true }).first()).toBeVisible(),
  },
  {
    name: "receipt-admin",
    role: "admin",
    path: `${PATH}/receipt`,
    facts: () => ({ state: "finalized", running: false }),
    see: async (page) => {
      await expect(page.getByText("Video session of Maya Lindqvist with Luna Vale")).toBeVisible();
      await expect(page.getByText("The client paid")).toBeVisible();
      await expect(page.getByText("How it adds up")).toBeVisible();
    },
  },
];

for (const width of [1280, 360]) {
  test.describe(`${width} px`, () => {
    test.use({ viewport: { width, height: width === 360 ? 740 : 900 } });

    for (const state of STATES) {
      test(state.name, async ({ context }) => {
        const session = new FakeSession(state.facts());
        const relay = new TestRelay();
        await relay.start();
        session.relayUrl = relay.url;
        session.receipt = state.path?.endsWith("receipt") ? aReceipt() : null;
        state.before?.(session);
        const page = await enter(context, state.role, session);
        await page.goto(state.path ?? PATH);
        await state.see(page);
        await expectAccessible(page);
        await picture(page, `${state.name}-${width}-dark`);
        await expectAccessibleInLight(page);
        await picture(page, `${state.name}-${width}-light`);
        await relay.stop();
      });
    }
  });
}
