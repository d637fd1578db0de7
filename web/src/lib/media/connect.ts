import { BrowserMediaConnection } from "./browser";
import type { LocalMedia } from "./local-media";
import { browserScheduler } from "@/lib/live/scheduler";
import { type MediaConnection, MediaError, type MediaToken } from "./types";

export interface ConnectOptions {
  fetchToken: () => Promise<MediaToken>;
  /** True for an answer that will not change by asking again. */
  isFinal: (error: unknown) => boolean;
  local: LocalMedia;
  /** From /config.json; null where no relay runs, and then only Agora can carry media. */
  relayPath: string | null;
}

/** Makes the connection that the session's media token calls for. Agora's code is loaded only if it is that. */
export async function createMediaConnection(options: ConnectOptions): Promise<MediaConnection> {
  const token = await options.fetchToken();
  const shared = { ...options, token, scheduler: browserScheduler };
  if (token.provider === "agora") {
    const { AgoraMediaConnection } = await import("./agora");
    return new AgoraMediaConnection(shared);
  }
  if (token.provider !== "browser" || !options.relayPath) throw new MediaError("refused");
  const relayUrl = new URL(options.relayPath, window.location.href);
  relayUrl.protocol = relayUrl.protocol === "https:" ? "wss:" : "ws:";
  return new BrowserMediaConnection({ ...shared, relayUrl: relayUrl.href });
}
