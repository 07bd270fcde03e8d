/** The one door to socket.io-client: a socket to this server that comes back by itself. */
import { io, type Socket } from "socket.io-client";
import type { ClientToServer, ServerToClient } from "../streams/wire.ts";

export type ServerSocket = Socket<ServerToClient, ClientToServer>;

/** Another server than the page's, for whoever has no page: its address, and the headers that a browser would send. */
export interface Elsewhere {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** `auth` is asked anew at each connection. */
export function openSocket(auth: () => object, elsewhere?: Elsewhere): ServerSocket {
  const options = {
    transports: ["websocket", "polling"],
    tryAllTransports: true,
    reconnectionDelay: 400,
    // Whenever the line is good again, a screen is in step within two seconds of it.
    reconnectionDelayMax: 1_500,
    timeout: 5_000,
    auth: (give: (auth: object) => void) => give(auth()),
  };
  return elsewhere ? io(elsewhere.url, { ...options, extraHeaders: elsewhere.headers }) : io(options);
}
