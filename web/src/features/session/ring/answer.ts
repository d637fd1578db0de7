import { api, data } from "@/lib/api/client";
import type { Session } from "@/lib/api/types";

/** A reader's answer to a call, from any page. */
export function answerCall(sessionId: string, answer: "accept" | "decline"): Promise<Session> {
  return data<Session>(api.POST(`/v1/sessions/{session_id}/${answer}`, { params: { path: { session_id: sessionId } } }));
}
