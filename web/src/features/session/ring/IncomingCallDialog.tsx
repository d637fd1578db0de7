import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "react-router";

import { Dialog } from "@/components/Dialog";
import { queryKeys } from "@/lib/api/query";
import type { Session } from "@/lib/api/types";

import { answerCall } from "./answer";
import { IncomingCall } from "./IncomingCall";
import { useRing } from "./useRing";

interface IncomingCallDialogProps {
  session: Session;
  open: boolean;
  onClose: () => void;
}

/** The call of a client, over whatever page the reader is on. Closing it does not silence the call: the bar stays. */
export default function IncomingCallDialog({ session, open, onClose }: IncomingCallDialogProps) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  useRing(session.client.display_name);

  const answer = async (given: "accept" | "decline") => {
    try {
      await answerCall(session.session_id, given);
      if (given === "accept") void navigate(`/sessions/${session.session_id}`);
    } finally {
      await queries.invalidateQueries({ queryKey: queryKeys.liveSession });
    }
  };

  return (
    <Dialog open={open} onClose={onClose} title={`${session.client.display_name} is calling`}>
      <IncomingCall session={session} onAnswer={answer} />
    </Dialog>
  );
}
