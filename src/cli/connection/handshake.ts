/**
 * Why a server of TLS ended a connection without a word. Where it does not like the client's certificate, TLS 1.3 lets it say so only after the
 * client's side of the handshake is done; by then the request is under way, and the connection's reset takes the alert with it.
 */
import type { Socket } from "node:net";
import type { buildConnector } from "undici";

/** Milliseconds in which the server would have said it. */
const PATIENCE = 1000;

/** Connects once more, sends nothing, and returns the error that the server ends it with; undefined if it does not. */
export function silentHandshake(connect: buildConnector.connector, target: Pick<buildConnector.Options, "hostname" | "port">): Promise<Error | undefined> {
  return new Promise((resolve) => {
    connect({ ...target, protocol: "https:" }, (...[failed, socket]) => (failed === null ? listen(socket, resolve) : resolve(failed)));
  });
}

function listen(socket: Socket, told: (error: Error | undefined) => void): void {
  const end = (error?: Error) => {
    clearTimeout(timer);
    told(error);
    socket.destroy();
  };
  const timer = setTimeout(end, PATIENCE);
  // Without a reader an alert is never looked at.
  socket.once("error", end).once("close", () => end()).resume();
}
