import { useEffect, useState, useSyncExternalStore } from "react";

import type { LiveSnapshot } from "./live-session-store";
import type { MeterReading } from "./meter";
import { Room } from "./room";
import type { RoomMediaSnapshot } from "./room-media";

/** The room of one session for as long as the page is shown; `sessionId` must not change (give the page a key). */
export function useRoom(sessionId: string): Room {
  const [room] = useState(() => new Room(sessionId));
  useEffect(() => {
    room.start();
    return () => room.stop();
  }, [room]);
  return room;
}

export function useLive(room: Room): LiveSnapshot {
  return useSyncExternalStore(room.live.subscribe, room.live.snapshot);
}

export function useMedia(room: Room): RoomMediaSnapshot {
  return useSyncExternalStore(room.media.subscribe, room.media.snapshot);
}

/** Changes every second while the session is open: only small components should use it. */
export function useMeter(room: Room): MeterReading {
  return useSyncExternalStore(room.meter.subscribe, room.meter.snapshot);
}
