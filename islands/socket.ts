/** The one door to socket.io-client: a socket to this server that comes back by itself. */
import { io, type Socket } from "socket.io-client";
import type { ClientToServer, ServerToClient } from "../streams/wire.ts";

export type ServerSocket = Socket<ServerToClient, ClientToServer>;

/** `auth` is asked anew at each connection. */
export function openSocket(auth: () => object): ServerSocket {
  return io({
    transports: ["websocket", "polling"],
    tryAllTransports: true,
    reconnectionDelay: 400,
    reconnectionDelayMax: 5_000,
    timeout: 5_000,
    auth: (give) => give(auth()),
  });
}
