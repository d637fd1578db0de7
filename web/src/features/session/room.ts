import { announce } from "@/lib/announce";
import { loadConfig } from "@/lib/config";
import { BackgroundScheduler } from "@/lib/live/background-scheduler";
import { Store } from "@/lib/live/store";
import { createMediaConnection } from "@/lib/media/connect";
import { browserMediaDevices } from "@/lib/media/devices";

import { ChatLog } from "./chat-log";
import { isOver, LiveSessionStore } from "./live-session-store";
import type { LowFundsMark } from "./low-funds";
import { Meter } from "./meter";
import { ReloadWatch } from "./reload-watch";
import { chatPort, fetchMediaToken, isFinalAnswer, sessionPort } from "./requests";
import { RoomMedia } from "./room-media";

/**
 * What the session page holds while it is open: the session's state, its media and its chat, and the rules by which
 * they start each other. May be stopped and started again.
 */
export class Room {
  readonly live: LiveSessionStore;
  readonly media: RoomMedia;
  readonly meter: Meter;
  readonly chat: ChatLog;
  readonly #scheduler = new BackgroundScheduler();
  /** This person has gone out of the session without ending it, and has not come back. */
  readonly #out = new Store(false);
  readonly isOut = this.#out.get;
  readonly subscribeOut = this.#out.subscribe;
  /** The page is on its way out; whatever still happens on it claims no presence. */
  #pageIsGoing = false;
  #otherIsInChannel = false;
  #undo: (() => void)[] = [];

  constructor(sessionId: string) {
    this.live = new LiveSessionStore(sessionPort(sessionId), this.#scheduler);
    this.meter = new Meter(this.live, this.#scheduler, (mark) =>
      this.live.snapshot().session?.booking ? warnTimeEnds(mark) : warnLowFunds(mark),
    );
    this.chat = new ChatLog({
      sessionId,
      port: chatPort(sessionId),
      scheduler: this.#scheduler,
      outbox: window.sessionStorage,
      onRefused: () => this.live.refresh(),
    });
    this.media = new RoomMedia({
      devices: browserMediaDevices,
      connect: async (local) => {
        const { relay_path } = await loadConfig();
        return createMediaConnection({
          fetchToken: () => fetchMediaToken(sessionId),
          isFinal: isFinalAnswer,
          local,
          relayPath: relay_path,
        });
      },
      onPresence: (present) => {
        this.live.setPresent(present);
        this.#follow();
      },
    });
  }

  start(): void {
    const reload = new ReloadWatch();
    const onVisible = () => {
      if (document.visibilityState === "visible") this.catchUp();
    };
    const onOnline = () => {
      this.catchUp();
      if (this.media.snapshot().stage === "failed") void this.media.join();
    };
    const onPageShow = (event: PageTransitionEvent) => {
      if (!event.persisted) return;
      this.#pageIsGoing = false;
      this.catchUp();
    };
    const onPageHide = () => {
      if (reload.isUnderWay()) return;
      this.#pageIsGoing = true;
      this.live.leave();
    };
    document.addEventListener("visibilitychange", onVisible);
    window.addEventListener("online", onOnline);
    window.addEventListener("pageshow", onPageShow);
    window.addEventListener("pagehide", onPageHide);
    this.#undo = [
      () => document.removeEventListener("visibilitychange", onVisible),
      () => window.removeEventListener("online", onOnline),
      () => window.removeEventListener("pageshow", onPageShow),
      () => window.removeEventListener("pagehide", onPageHide),
      () => reload.stop(),
      this.live.subscribe(() => this.#follow()),
      this.media.subscribe(() => {
        this.#followTheOther();
        this.#follow();
      }),
    ];
    this.live.start();
    this.meter.start();
  }

  /** Goes out of the session without ending it: the clock stops, the other party is told, the devices go dark. */
  stepOut(): void {
    this.#out.set(true);
    this.live.leave();
    this.media.stop();
  }

  comeBack(): void {
    this.#out.set(false);
    this.#follow();
    this.catchUp();
  }

  /** Asks, proves and sends what is due, now. */
  catchUp(): void {
    this.live.catchUp();
    this.chat.catchUp();
  }

  /** Leaves the session without ending it, and lets go of everything. */
  stop(): void {
    for (const undo of this.#undo) undo();
    this.#undo = [];
    this.live.leave();
    this.live.stop();
    this.meter.stop();
    this.media.stop();
    this.chat.stop();
    this.#scheduler.close();
  }

  /** The other party came into the media channel or went out of it: the session may have changed with that. */
  #followTheOther(): void {
    const isInChannel = this.media.snapshot().connection?.remote.present ?? false;
    if (isInChannel === this.#otherIsInChannel) return;
    this.#otherIsInChannel = isInChannel;
    this.live.refresh();
  }

  #follow(): void {
    const { session, joined } = this.live.snapshot();
    if (!session || session.party === null) return;
    if (isOver(session)) {
      this.media.stop();
      this.chat.catchUp();
      this.chat.stop();
      return;
    }
    const accepted = session.accepted_at !== null;
    if (accepted) this.chat.start(session.party === "reader" ? "reader" : "client", session.modality !== "text");
    if (this.#out.get() || this.#pageIsGoing) return;
    const { stage, connection } = this.media.snapshot();
    const isIn = session.modality === "text" ? accepted : stage === "joined" && connection?.state === "connected";
    if (isIn && !joined) this.live.join();
    if (session.modality === "text") return;
    // A client who waits can already see to the devices; a reader's camera stays dark until the call is accepted.
    if (stage === "idle" && (accepted || session.party === "client")) void this.media.open(session.modality);
    if (stage === "ready" && accepted) void this.media.join();
  }
}

const leftWords = (mark: LowFundsMark) => (mark === 1 ? "1 minute" : `${mark} minutes`);

function warnTimeEnds(mark: LowFundsMark): void {
  announce(`The time of your reading ends in ${leftWords(mark)}.`, mark === 1);
}

function warnLowFunds(mark: LowFundsMark): void {
  announce(`Your balance pays for ${leftWords(mark)} more. Top up to go on without a break.`, mark === 1);
}
