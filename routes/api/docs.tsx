/** The API description: JSON for machines, a plain page for people, made from the same object. */
import type { Hono } from "hono";
import { renderToString } from "preact-render-to-string";
import { OPENAPI } from "./openapi.ts";

interface Operation {
  readonly summary: string;
  readonly description?: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: { readonly content: Record<string, { readonly schema: unknown }> };
  readonly responses: Record<string, { readonly description: string }>;
}

export function mountDocs(app: Hono): void {
  app.get("/api/openapi.json", (c) => c.json(OPENAPI));
  app.get("/api/docs", (c) => c.html("<!doctype html>" + renderToString(<Docs />)));
}

function Docs() {
  const { info, paths } = OPENAPI;
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>{`${info.title} API ${info.version}`}</title>
      </head>
      <body>
        <main>
          <h1>{`${info.title} API ${info.version}`}</h1>
          <p>{info.description}</p>
          <p>
            <a href="/api/openapi.json">openapi.json</a>
          </p>
          {Object.entries(paths).flatMap(([path, operations]) =>
            Object.entries(operations as Record<string, Operation>).map(([method, operation]) => (
              <OperationDoc key={method + path} method={method} path={path} operation={operation} />
            ))
          )}
        </main>
      </body>
    </html>
  );
}

function OperationDoc({ method, path, operation }: { method: string; path: string; operation: Operation }) {
  const body = operation.requestBody?.content;
  return (
    <section>
      <h2>
        <code>{`${method.toUpperCase()} ${path}`}</code>
      </h2>
      <p>{operation.summary}. {operation.description}</p>
      {operation.parameters?.length
        ? <p>Parameters: {operation.parameters.map(({ name }) => name).join(", ")}</p>
        : null}
      {body ? <pre>{JSON.stringify(Object.values(body)[0]?.schema, null, 2)}</pre> : null}
      <dl>
        {Object.entries(operation.responses).map(([status, { description }]) => (
          <div key={status}>
            <dt>{status}</dt>
            <dd>{description}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
