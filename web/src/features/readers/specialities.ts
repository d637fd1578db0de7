/** Offered as filters and as suggestions to readers; a reader may write others. */
export const SPECIALITIES: readonly string[] = [
  "Angels",
  "Astrology",
  "Career",
  "Dreams",
  "Energy",
  "Family",
  "Grief",
  "Life path",
  "Love",
  "Mediumship",
  "Numerology",
  "Palmistry",
  "Runes",
  "Tarot",
];
