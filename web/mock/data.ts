import type { components } from "../src/lib/api/schema.ts";

type Schemas = components["schemas"];

const NOW = Date.parse("2026-03-14T18:20:00Z");
export const minutesAgo = (minutes: number) => new Date(NOW - minutes * 60_000).toISOString();

interface Seed {
  name: string;
  headline: string;
  bio: string;
  specialities: string[];
  languages: string[];
  rates: Partial<Record<Schemas["Modality"], number>>;
  rating: number | null;
  reviews: number;
  status: Schemas["ReaderCard"]["status"];
  featured?: boolean;
}

const SEEDS: Seed[] = [
  {
    name: "Luna Vale",
    headline: "Tarot that leaves you with a next step",
    bio: "I have read cards for nineteen years, first at a kitchen table, now on three continents by video.\n\nBring one honest question. We lay the cards together, I tell you what I see and what I do not, and we end with something you can do tomorrow.",
    specialities: ["tarot", "love", "career"],
    languages: ["en", "es"],
    rates: { text: 199, voice: 299, video: 349 },
    rating: 487,
    reviews: 132,
    status: "online",
    featured: true,
  },
  {
    name: "Orion Blackwood",
    headline: "Natal charts, transits and plain English",
    bio: "Astrology without the fog. Send me your birth data and we will look at the year ahead.",
    specialities: ["astrology", "life path"],
    languages: ["en"],
    rates: { voice: 399, video: 449 },
    rating: 492,
    reviews: 88,
    status: "online",
    featured: true,
  },
  {
    name: "Seraphine Moreau",
    headline: "Gentle mediumship for grief and goodbye",
    bio: "I sit with people who miss somebody. No theatre, no leading questions.",
    specialities: ["mediumship", "grief"],
    languages: ["en", "fr"],
    rates: { text: 249, voice: 349, video: 399 },
    rating: 495,
    reviews: 241,
    status: "in_session",
    featured: true,
  },
  {
    name: "Kai Nakamura",
    headline: "I Ching and decisions that will not wait",
    bio: "Short, focused readings with the Book of Changes.",
    specialities: ["i ching", "career"],
    languages: ["en", "ja"],
    rates: { text: 149 },
    rating: 471,
    reviews: 54,
    status: "online",
  },
  {
    name: "Amara Okafor",
    headline: "Ancestral readings and dream work",
    bio: "Dreams are letters. We open them together.",
    specialities: ["dreams", "ancestors"],
    languages: ["en", "ig"],
    rates: { voice: 279, video: 329 },
    rating: 480,
    reviews: 67,
    status: "online",
    featured: true,
  },
  {
    name: "Rowan Ashgrove",
    headline: "Runes, seasons and steady ground",
    bio: "Rune casting in the old way.",
    specialities: ["runes", "life path"],
    languages: ["en"],
    rates: { text: 129, voice: 199 },
    rating: 462,
    reviews: 29,
    status: "offline",
  },
  {
    name: "Isolde Wren",
    headline: "Numerology for people who distrust numerology",
    bio: "Numbers, patterns, and a good deal of laughter.",
    specialities: ["numerology"],
    languages: ["en", "de"],
    rates: { text: 159, voice: 219, video: 259 },
    rating: 455,
    reviews: 18,
    status: "away",
  },
  {
    name: "Mateo Cruz",
    headline: "Palms and the stories they keep",
    bio: "Palmistry by video, in good light.",
    specialities: ["palmistry", "love"],
    languages: ["es", "en"],
    rates: { video: 299 },
    rating: 478,
    reviews: 73,
    status: "busy",
  },
  {
    name: "Priya Raman",
    headline: "Vedic astrology with room for questions",
    bio: "Jyotish in the tradition of my grandmother.",
    specialities: ["astrology", "family"],
    languages: ["en", "ta", "hi"],
    rates: { text: 219, voice: 319, video: 369 },
    rating: 489,
    reviews: 156,
    status: "online",
  },
  {
    name: "Thaddeus Finch",
    headline: "Crystal and energy reading",
    bio: "Quiet energy work for loud weeks.",
    specialities: ["energy", "crystals"],
    languages: ["en"],
    rates: { voice: 189 },
    rating: null,
    reviews: 0,
    status: "offline",
  },
  {
    name: "Noor Haddad",
    headline: "Coffee cups and crossroads",
    bio: "Turkish coffee reading, the way my aunts did it.",
    specialities: ["coffee cup", "love", "family"],
    languages: ["ar", "en", "fr"],
    rates: { text: 179, video: 279 },
    rating: 484,
    reviews: 91,
    status: "online",
  },
  {
    name: "Elowen Hart",
    headline: "Animal communication and pet loss",
    bio: "For the ones who never used words.",
    specialities: ["animals", "grief"],
    languages: ["en"],
    rates: { text: 139, voice: 209 },
    rating: 469,
    reviews: 36,
    status: "offline",
  },
  ...(
    [
      ["Sybil Thorne", "scrying", 99, "offline"],
      ["Dorian Leal", "love", 169, "offline"],
      ["Mirela Stan", "coffee cup", 119, "away"],
      ["August Weber", "astrology", 559, "offline"],
      ["Tansy Rook", "herbs", 89, "offline"],
    ] as const
  ).map(([name, speciality, cents, status]): Seed => ({
    name,
    headline: "New here, with time for careful answers",
    bio: "I have begun this year.",
    specialities: [speciality],
    languages: ["en"],
    rates: { text: cents },
    rating: null,
    reviews: 0,
    status,
  })),
];

export const id = (prefix: string, n: number) => `${prefix}_${String(n).padStart(26, "0")}`;

/** Counts by stars that come to about the seed's mean. */
function countsOf({ rating, reviews }: Seed): number[] {
  const fives = Math.round((reviews * ((rating ?? 500) - 370)) / 130);
  const fours = Math.round((reviews - fives) * 0.6);
  const threes = Math.round((reviews - fives - fours) * 0.6);
  return [0, reviews - fives - fours - threes, threes, fours, fives];
}

export const READERS: Schemas["ReaderProfile"][] = SEEDS.map((seed, index) => ({
  reader_id: id("usr", index + 1),
  display_name: seed.name,
  headline: seed.headline,
  photo_url: seed.name === "Thaddeus Finch" ? null : `/media/portraits/${encodeURIComponent(seed.name)}.svg`,
  specialities: seed.specialities,
  languages: seed.languages,
  rates: Object.entries(seed.rates).map(([modality, rate_cents]) => ({ modality: modality as Schemas["Modality"], rate_cents })),
  currency: "USD",
  rating_hundredths: seed.rating,
  review_count: seed.reviews,
  status: seed.status,
  bookable: seed.name !== "Kai Nakamura",
  featured: seed.featured ?? false,
  rating_counts: countsOf(seed),
  bio: seed.bio,
  time_zone: "Europe/London",
  member_since: "2023-05-02T09:00:00.000Z",
  verified: true,
  completed_sessions: seed.reviews * 3 + 4,
  waiting_count: 0,
  application_status: "verified",
  reachability: seed.status === "in_session" ? "online" : seed.status,
  missed_rings: 0,
}));

const REVIEW_TEXTS: [string, number, string, string | null][] = [
  [
    "Maya",
    5,
    "She named the exact thing I had been circling for a month, and I left with a plan. The clock was on screen the whole time, no surprises.",
    "Thank you, Maya. I am glad that you made the call.",
  ],
  ["Jonas", 5, "Warm, quick and honest about what the cards do not say.", null],
  ["Tess", 4, "Lovely reading. The line dropped once and we were not charged for the gap.", null],
  ["Aiden", 5, "Third session. Always grounded.", null],
  ["Noor", 2, "Too short for the question I brought.", null],
  ...Array.from({ length: 8 }, (_, index): [string, number, string, null] => [
    `Sam ${String.fromCharCode(65 + index)}.`,
    3 + (index % 3),
    `Visit number ${index + 1}.`,
    null,
  ]),
];

export const reviewsOf = (readerId: string): Schemas["Review"][] =>
  REVIEW_TEXTS.map(([author_name, rating, text, reply], index) => ({
    review_id: id("rev", index + 1),
    reader_id: readerId,
    author_name,
    rating,
    text,
    created_at: minutesAgo(60 * 24 * (index * 9 + 3)),
    edited_at: index === 2 ? minutesAgo(60 * 24 * (index * 9 + 1)) : null,
    answer:
      reply === null
        ? null
        : {
            text: reply,
            created_at: minutesAgo(60 * 24 * (index * 9 + 2)),
            edited_at: null,
            changeable_until: minutesAgo(60 * 24 * (index * 9 - 5)),
            hidden: false,
          },
  }));

/** A client's statement, newest first, with the balance after each entry. */
export const ENTRIES: Schemas["EntryView"][] = (() => {
  const oldestFirst: [Schemas["Kind"], number, string, Schemas["RefersTo"] | null][] = [
    ["top_up", 5000, "Top-up by card", { type: "top_up", id: id("top", 1) }],
    ...Array.from({ length: 6 }, (_, minute): [Schemas["Kind"], number, string, Schemas["RefersTo"]] => [
      "session_charge",
      -299,
      `Voice session with Luna Vale, minute ${minute + 1}`,
      { type: "session", id: id("ses", 1) },
    ]),
    ["refund", 299, "Minute 6 given back: it started after the end", { type: "session", id: id("ses", 1) }],
    ["top_up", 2500, "Top-up by card", { type: "top_up", id: id("top", 2) }],
    ...Array.from({ length: 14 }, (_, minute): [Schemas["Kind"], number, string, Schemas["RefersTo"]] => [
      "session_charge",
      -149,
      `Text session with Kai Nakamura, minute ${minute + 1}`,
      { type: "session", id: id("ses", 2) },
    ]),
    ["adjustment", 500, "Goodwill: line quality on 3 March", null],
    ["top_up", 2500, "Top-up by card", { type: "top_up", id: id("top", 3) }],
  ];
  let balance = 0;
  return oldestFirst
    .map(([kind, amount_cents, description, refers_to], index): Schemas["EntryView"] => {
      balance += amount_cents;
      return {
        transfer_id: id("trf", index + 1),
        kind,
        amount_cents,
        balance_after_cents: balance,
        currency: "USD",
        occurred_at: minutesAgo((oldestFirst.length - index) * 73),
        description,
        refers_to,
      };
    })
    .reverse();
})();

export const EARNINGS_ENTRIES: Schemas["EntryView"][] = Array.from({ length: 9 }, (_, index): Schemas["EntryView"] => ({
  transfer_id: id("trf", 100 + index),
  kind: index === 4 ? "payout" : "commission",
  amount_cents: index === 4 ? -12_000 : 1046 + index * 209,
  balance_after_cents: 31_240 - index * 1_730,
  currency: "USD",
  occurred_at: minutesAgo(index * 811 + 40),
  description:
    index === 4 ? "Payout to your bank" : `Your 70% of a session with ${["Maya", "Jonas", "Tess", "Aiden"][index % 4] ?? "Maya"}`,
  refers_to: index === 4 ? null : { type: "session", id: id("ses", 1) },
}));

const readerAsPerson = (index: number): Schemas["PersonView"] => {
  const reader = READERS[index];
  if (!reader) throw new Error(`no reader ${index}`);
  return { user_id: reader.reader_id, display_name: reader.display_name, photo_url: reader.photo_url };
};

export const SESSIONS: Schemas["SessionSummary"][] = [
  {
    session_id: id("ses", 2),
    state: "finalized",
    modality: "text",
    rate_cents: 149,
    counterpart: readerAsPerson(3),
    currency: "USD",
    end_reason: "ended_by_client",
    party: "client",
    created_at: minutesAgo(900),
    started_at: minutesAgo(899),
    ended_at: minutesAgo(885),
    outcome: "held",
    connected_seconds: 827,
    charged_minutes: 14,
    total_cents: 2086,
    earned_cents: null,
    booking_id: null,
    can_be_reviewed: true,
    review_rating: null,
  },
  {
    session_id: id("ses", 1),
    state: "finalized",
    modality: "voice",
    rate_cents: 299,
    counterpart: readerAsPerson(0),
    currency: "USD",
    end_reason: "ended_by_client",
    party: "client",
    created_at: minutesAgo(2000),
    started_at: minutesAgo(1999),
    ended_at: minutesAgo(1994),
    outcome: "held",
    connected_seconds: 282,
    charged_minutes: 5,
    total_cents: 1495,
    earned_cents: null,
    booking_id: null,
    can_be_reviewed: true,
    review_rating: 4,
  },
  {
    session_id: id("ses", 3),
    state: "finalized",
    modality: "video",
    rate_cents: 399,
    counterpart: readerAsPerson(2),
    currency: "USD",
    end_reason: "no_answer",
    party: "client",
    created_at: minutesAgo(5000),
    started_at: null,
    ended_at: minutesAgo(4999),
    outcome: "not_held",
    connected_seconds: 0,
    charged_minutes: 0,
    total_cents: 0,
    earned_cents: null,
    booking_id: null,
    can_be_reviewed: false,
    review_rating: null,
  },
];

export const ACCOUNTS: Record<string, Schemas["Account"]> = {
  client: {
    user_id: id("usr", 91),
    role: "client",
    display_name: "Maya Lindqvist",
    avatar_url: null,
    email: "maya@example.com",
    phone: null,
    time_zone: "America/New_York",
    suspended: false,
    created_at: minutesAgo(90_000),
  },
  newcomer: {
    user_id: id("usr", 92),
    role: "client",
    display_name: "Sam",
    avatar_url: null,
    email: "sam@example.com",
    phone: null,
    time_zone: "Europe/Berlin",
    suspended: false,
    created_at: minutesAgo(10),
  },
  reader: {
    user_id: id("usr", 1),
    role: "reader",
    display_name: "Luna Vale",
    avatar_url: "/media/portraits/Luna%20Vale.svg",
    email: "luna@example.com",
    phone: null,
    time_zone: "Europe/London",
    suspended: false,
    created_at: minutesAgo(900_000),
  },
  admin: {
    user_id: id("usr", 99),
    role: "admin",
    display_name: "Robin Ops",
    avatar_url: null,
    email: "ops@example.com",
    phone: null,
    time_zone: "UTC",
    suspended: false,
    created_at: minutesAgo(900_000),
  },
};

export const AUDIT: Schemas["AuditEntry"][] = [
  {
    audit_id: id("aud", 2),
    actor_id: id("usr", 99),
    action: "reader.verified",
    target_type: "reader",
    target_id: id("usr", 9),
    before: { verified: false },
    after: { verified: true },
    reason: "Interview passed",
    at: minutesAgo(300),
  },
  {
    audit_id: id("aud", 1),
    actor_id: id("usr", 99),
    action: "user.role_changed",
    target_type: "user",
    target_id: id("usr", 9),
    before: { role: "client" },
    after: { role: "reader" },
    reason: "Application accepted",
    at: minutesAgo(320),
  },
];

export const LEDGER_REPORT: Schemas["LedgerCheckView"] = {
  started_at: minutesAgo(1),
  finished_at: minutesAgo(1),
  counts: { accounts: 58, transfers: 1912, sessions: 133 },
  totals: {},
  violation_count: 0,
  violations: [],
  payouts_stopped: false,
};
