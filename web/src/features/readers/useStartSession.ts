import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { useNavigate } from "react-router";

import { api, data, newIdempotencyKey } from "@/lib/api/client";
import { ApiError } from "@/lib/api/errors";
import { queryKeys } from "@/lib/api/query";
import type { Modality } from "@/lib/api/types";

/**
 * Rings a reader and goes to the session. One intent has one idempotency key: trying again after a lost answer finds
 * the session that was made instead of ringing twice; a refusal ends the intent.
 */
export function useStartSession(readerId: string) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const key = useRef<string | null>(null);
  return useMutation({
    mutationFn: (modality: Modality) => {
      key.current ??= newIdempotencyKey();
      return data(
        api.POST("/v1/sessions", { params: { header: { "Idempotency-Key": key.current } }, body: { reader_id: readerId, modality } }),
      );
    },
    onSuccess: async (session) => {
      key.current = null;
      queryClient.removeQueries({ queryKey: queryKeys.sessions });
      void queryClient.invalidateQueries({ queryKey: queryKeys.liveSession });
      void queryClient.invalidateQueries({ queryKey: queryKeys.place });
      await navigate(`/sessions/${session.session_id}`);
    },
    onError: (error) => {
      if (!(error instanceof ApiError)) return;
      key.current = null;
      void queryClient.invalidateQueries({ queryKey: queryKeys.reader(readerId) });
    },
  });
}
