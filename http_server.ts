/** Where the server listens. It answers from its first moment, so that a watcher sees the process alive. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Settings } from "./settings.ts";
import { SetupError } from "./store/city_folder.ts";

export type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

export interface Listening {
  readonly server: Server;
  readonly address: string;
  /** Until then every answer is that the stores are opening. */
  serve(handler: Handler): void;
}

export async function listen({ host, port }: Pick<Settings, "host" | "port">): Promise<Listening> {
  let handle: Handler = starting;
  const server = createServer((request, response) =>
    void handle(request as IncomingMessage, response as ServerResponse)
  );
  // A phone on a bad line may take minutes for a body; a body that stands still does not.
  server.requestTimeout = 10 * 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(
        error.code === "EADDRINUSE"
          ? new SetupError(
            `PORT=${port}: something else listens on ${host}:${port}; stop it, or choose another PORT`,
          )
          : new SetupError(
            `Cannot listen on ${host}:${port} (${error.message}); choose another HOST or PORT`,
          ),
      );
    });
    server.listen(port, host, resolve);
  });
  return { server, address: addressOf(server, host), serve: (handler) => void (handle = handler) };
}

const starting: Handler = (_request, response) => {
  response.writeHead(503, { "retry-after": "2", "content-type": "text/plain" }).end("Hexwall is starting\n");
};

function addressOf(server: Server, host: string): string {
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}
