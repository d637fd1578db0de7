interface FirstAnswer {
  /** Path and query, as the app's own request has them. */
  asked: string;
  answer: Promise<Response>;
}

declare global {
  interface Window {
    soulseerFirstAnswer?: FirstAnswer;
  }
}

/**
 * The answer that public/boot.js asked for before the app was there, to the first request that is the same; undefined
 * for every other. Taken once: what is asked again is asked for anew.
 */
export function takeFirstAnswer(request: Request): Promise<Response> | undefined {
  const first = window.soulseerFirstAnswer;
  if (!first || request.method !== "GET" || request.url !== window.location.origin + first.asked) return undefined;
  delete window.soulseerFirstAnswer;
  return first.answer;
}
