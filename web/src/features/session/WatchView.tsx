import { useState } from "react";

import { Button } from "@/components/Button";
import { PageHeader } from "@/components/PageHeader";
import type { Session } from "@/lib/api/types";
import { MODALITY_WORDS, SESSION_STATE_WORDS } from "@/lib/words";

import { EndDialog } from "./EndDialog";
import { MeterPanel } from "./MeterPanel";
import type { Room } from "./room";

/** What support sees of a session: its figures and a way to end it; never what is said in it. */
export function WatchView({ room, session }: { room: Room; session: Session }) {
  const [ending, setEnding] = useState(false);
  return (
    <>
      <PageHeader
        title={`${session.client.display_name} and ${session.reader.display_name}`}
        lead={`${MODALITY_WORDS[session.modality]} session. ${SESSION_STATE_WORDS[session.state]}.`}
        actions={
          <Button variant="danger" onClick={() => setEnding(true)}>
            End session
          </Button>
        }
      />
      <MeterPanel room={room} session={session} />
      <EndDialog room={room} session={session} open={ending} onClose={() => setEnding(false)} />
    </>
  );
}
