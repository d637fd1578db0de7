import { describe, expect, it, vi } from "vitest";

import { ApiError, fieldError, hasCode, NetworkError, requestIdOf, sentenceFor } from "./errors";

const refusal = (code: string, field?: string) =>
  new ApiError({ type: "about:blank", title: "", status: 422, code, detail: "From 50 to 5000.", request_id: "req_1", field });

describe("errors in words", () => {
  it("has its own sentence for a code it knows, and the API's detail for the rest", () => {
    expect(sentenceFor(refusal("client_busy"))).toMatch(/already in a session/);
    expect(sentenceFor(refusal("validation_failed"))).toBe("From 50 to 5000.");
  });

  it("tells a person who is offline that they are", () => {
    vi.stubGlobal("navigator", { onLine: false });
    expect(sentenceFor(new NetworkError("no answer"))).toMatch(/offline/);
    vi.stubGlobal("navigator", { onLine: true });
    expect(sentenceFor(new NetworkError("no answer"))).toMatch(/did not answer/);
    vi.unstubAllGlobals();
  });

  it("never shows what a program threw", () => {
    expect(sentenceFor(new TypeError("x is not a function"))).not.toContain("x is not");
  });

  it("puts a refusal at the field that it names, and quotes the request", () => {
    const error = refusal("validation_failed", "rates[1].rate_cents");
    expect(fieldError(error, "rates[1].rate_cents")).toBe("From 50 to 5000.");
    expect(fieldError(error, "rates[0].rate_cents")).toBeUndefined();
    expect(requestIdOf(error)).toBe("req_1");
    expect(requestIdOf(new NetworkError("no answer"))).toBeNull();
    expect(hasCode(error, "conflict", "validation_failed")).toBe(true);
  });
});
