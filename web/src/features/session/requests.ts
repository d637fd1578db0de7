/** The API calls of the session pages. */
import { api, data } from "@/lib/api/client";
import { ApiError, hasCode } from "@/lib/api/errors";
import type { MediaToken, Receipt, Session, TopUp } from "@/lib/api/types";

import type { ChatPort } from "./chat-log";
import type { SessionPort, Trouble } from "./live-session-store";

const CHAT_PAGE = 100;

/** The same question would get the same answer. */
export function isFinalAnswer(error: unknown): boolean {
  return (
    error instanceof ApiError && error.problem.status < 500 && !hasCode(error, "rate_limited", "unauthenticated", "idempotency_in_progress")
  );
}

function troubleOf(error: unknown): Trouble {
  if (hasCode(error, "not_found", "forbidden", "unauthenticated")) return "denied";
  return isFinalAnswer(error) ? "changed" : "unreachable";
}

export function sessionPort(sessionId: string): SessionPort {
  const path = { session_id: sessionId };
  return {
    async get(etag) {
      const { data: session, response } = await api.GET("/v1/sessions/{session_id}", {
        params: { path },
        ...(etag === null ? {} : { headers: { "If-None-Match": etag } }),
      });
      return session ? { session, etag: response.headers.get("ETag") } : "unchanged";
    },
    act(action) {
      return data<Session>(api.POST(`/v1/sessions/{session_id}/${action}`, { params: { path } }));
    },
    heartbeat(leaving) {
      return data<Session>(api.POST("/v1/sessions/{session_id}/heartbeat", { params: { path }, body: { leaving }, keepalive: leaving }));
    },
    trouble: troubleOf,
  };
}

export function chatPort(sessionId: string): ChatPort {
  const path = { session_id: sessionId };
  return {
    list(cursor) {
      const query = { limit: CHAT_PAGE, ...(cursor === null ? {} : { cursor }) };
      return data(api.GET("/v1/sessions/{session_id}/messages", { params: { path, query } }));
    },
    send(message) {
      return data(api.POST("/v1/sessions/{session_id}/messages", { params: { path }, body: message }));
    },
    isFinal: isFinalAnswer,
  };
}

export function fetchMediaToken(sessionId: string): Promise<MediaToken> {
  return data(api.POST("/v1/sessions/{session_id}/media-token", { params: { path: { session_id: sessionId } } }));
}

export function fetchReceipt(sessionId: string, signal: AbortSignal): Promise<Receipt> {
  return data(api.GET("/v1/sessions/{session_id}/receipt", { params: { path: { session_id: sessionId } }, signal }));
}

export function createTopUp(amountCents: number, returnPath: string, idempotencyKey: string): Promise<TopUp> {
  return data(
    api.POST("/v1/wallet/top-ups", {
      params: { header: { "Idempotency-Key": idempotencyKey } },
      body: { amount_cents: amountCents, return_path: returnPath },
    }),
  );
}

export function refreshTopUp(topUpId: string): Promise<TopUp> {
  return data(api.POST("/v1/wallet/top-ups/{top_up_id}/refresh", { params: { path: { top_up_id: topUpId } } }));
}
