/** A service on loopback that answers what a test tells it to. */

export interface Upstream {
  readonly url: string;
  readonly asked: URL[];
  answer: (request: Request) => Response | Promise<Response>;
  [Symbol.asyncDispose](): Promise<void>;
}

export function openUpstream(): Upstream {
  const asked: URL[] = [];
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, (request) => {
    asked.push(new URL(request.url));
    return upstream.answer(request);
  });
  const upstream: Upstream = {
    url: `http://127.0.0.1:${server.addr.port}/FeatureServer/0/query`,
    asked,
    answer: () => new Response("nothing was set", { status: 404 }),
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
  return upstream;
}
