import * as limits from "@/lib/api/limits";
import type { FlagReason } from "@/lib/api/types";

export const FLAG_REASON_WORDS: Record<FlagReason, string> = {
  abuse: "It is abusive or threatening",
  personal_data: "It tells something private about somebody",
  untrue: "It is not true",
  spam: "It is advertising or spam",
  off_topic: "It is not about the reading",
  other: "Something else",
};
export const FLAG_REASONS = Object.keys(FLAG_REASON_WORDS) as FlagReason[];

/** What each number of stars says, for those who choose one. */
export const STAR_WORDS: Record<number, string> = { 1: "Poor", 2: "Fair", 3: "Good", 4: "Very good", 5: "Excellent" };

/** Reviews and answers have the same limit. */
export const REVIEW_MAX_CHARS = limits.WriteReview_text_maxLength;
