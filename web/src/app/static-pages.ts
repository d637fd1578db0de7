/**
 * The pages that are rendered when the app is built, so that what everybody sees first is there with the first answer.
 * Each becomes a file of its own; scripts/prerender.mjs writes them.
 */
export interface StaticPage {
  /** A path of routes.tsx. */
  path: string;
  /** Its file in the build. */
  file: string;
  /** The module of the page, which is fetched along with the app. */
  module: string;
  /** As the page's own title says it: "… · SoulSeer". */
  title: string;
  description: string;
  /** What public/boot.js asks the API for at once. It must be the page's own request, letter by letter. */
  first?: string;
  /** The first photo in that answer is at the top of the page. */
  firstPhoto?: boolean;
  /** Large lettering stands at the top of the page. */
  lettering?: boolean;
}

const PITCH = "Talk to a spiritual reader by text, voice or video. Pay by the minute from your own wallet, and see every cent explained.";

export const STATIC_PAGES: readonly StaticPage[] = [
  {
    path: "/",
    file: "index.html",
    module: "src/features/home/HomePage.tsx",
    title: "Spiritual readings by text, voice or video · SoulSeer",
    description: PITCH,
    first: "/v1/readers?online=true&limit=3&facets=false",
    lettering: true,
  },
  {
    path: "/readers",
    file: "readers.html",
    module: "src/features/readers/BrowsePage.tsx",
    title: "Find your reader · SoulSeer",
    description:
      "Verified readers of cards, charts, runes, dreams and palms: who is online now, what each costs a minute, and what clients say.",
    first: "/v1/readers?limit=12&facets=true",
    firstPhoto: true,
  },
  {
    path: "/readers/:readerId",
    file: "reader.html",
    module: "src/features/readers/ReaderPage.tsx",
    title: "A reader · SoulSeer",
    description: "A verified reader: rates by the minute for text, voice and video, open times to book, and reviews from paid sessions.",
    first: "/v1{path}",
    firstPhoto: true,
  },
  {
    path: "/about",
    file: "about.html",
    module: "src/features/about/AboutPage.tsx",
    title: "About SoulSeer · SoulSeer",
    description: "What SoulSeer is for clients and for readers, and what a reading is and is not.",
  },
  {
    path: "/help",
    file: "help.html",
    module: "src/features/about/HelpPage.tsx",
    title: "How billing works · SoulSeer",
    description:
      "What a session, a lost connection, a booked or a cancelled reading costs: the whole of it in plain words, with an example.",
  },
  {
    path: "/privacy",
    file: "privacy.html",
    module: "src/features/about/PrivacyPage.tsx",
    title: "Privacy · SoulSeer",
    description: "What SoulSeer keeps of you, why, and who else sees it.",
  },
  {
    path: "/terms",
    file: "terms.html",
    module: "src/features/about/TermsPage.tsx",
    title: "Terms · SoulSeer",
    description: "The agreement between you and SoulSeer, kept short.",
  },
  {
    path: "*",
    file: "404.html",
    module: "src/features/about/NotFoundPage.tsx",
    title: "There is no such page · SoulSeer",
    description: PITCH,
  },
];
