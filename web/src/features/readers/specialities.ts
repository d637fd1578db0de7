/** Offered as filters; a reader may write others, which the search finds. As the API keeps them: in lower case. */
export const SPECIALITIES: readonly string[] = [
  "angels",
  "astrology",
  "career",
  "dreams",
  "energy",
  "family",
  "grief",
  "life path",
  "love",
  "mediumship",
  "numerology",
  "palmistry",
  "runes",
  "tarot",
];
