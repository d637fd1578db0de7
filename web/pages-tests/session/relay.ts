import type { AddressInfo } from "node:net";

import { WebSocketServer, type WebSocket } from "ws";

/**
 * A signalling relay for tests, as the local run has one: forwards every text frame of one party to the other, and tells
 * each when the other comes or goes.
 */
export class TestRelay {
  #server: WebSocketServer | null = null;
  #sockets = new Map<string, WebSocket>();
  #port = 0;

  async start(port = this.#port): Promise<void> {
    const server = new WebSocketServer({ host: "127.0.0.1", port });
    await new Promise((resolve, reject) => {
      server.once("listening", resolve);
      server.once("error", reject);
    });
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
    server.on("connection", (socket, request) => {
      const uid = new URL(request.url ?? "/", "ws://relay").searchParams.get("uid") ?? "";
      this.#sockets.get(uid)?.close();
      this.#sockets.set(uid, socket);
      const other = () => this.#sockets.get(uid === "1" ? "2" : "1");
      socket.on("message", (data: Buffer) => other()?.send(data.toString("utf8")));
      socket.on("close", () => {
        if (this.#sockets.get(uid) !== socket) return;
        this.#sockets.delete(uid);
        other()?.send(JSON.stringify({ type: "peer", present: false }));
      });
      other()?.send(JSON.stringify({ type: "peer", present: true }));
    });
  }

  get url(): string {
    return `ws://localhost:${this.#port}/`;
  }

  get connected(): number {
    return this.#sockets.size;
  }

  /** As a crash: every line breaks and nobody can connect until it is started again. */
  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    this.#sockets.clear();
    if (!server) return;
    for (const socket of server.clients) socket.terminate();
    await new Promise((resolve) => server.close(resolve));
  }
}
