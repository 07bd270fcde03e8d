/** The API description: JSON for machines, a plain page for people, made from the same object. */
import type { Hono } from "hono";
import type { Context } from "../context.ts";
import { renderPage } from "../page.tsx";
import { OPENAPI } from "./openapi.ts";

interface Field {
  readonly type?: string;
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly oneOf?: readonly { readonly type: string }[];
}

interface Schema {
  readonly required?: readonly string[];
  readonly properties?: Record<string, Field>;
}

interface Operation {
  readonly summary: string;
  readonly description?: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: { readonly content: Record<string, { readonly schema: unknown }> };
  readonly responses: Record<string, { readonly description: string }>;
}

export function mountDocs(app: Hono, { assets }: Pick<Context, "assets">): void {
  const title = `${OPENAPI.info.title} API ${OPENAPI.info.version}`;
  const page = renderPage(
    { title, lang: "en", kind: "desk", children: <Docs title={title} /> },
    assets.manifest,
  );
  app.get("/api/openapi.json", (c) => c.json(OPENAPI));
  app.get("/api/docs", (c) => c.html(page));
}

function Docs({ title }: { title: string }) {
  return (
    <main class="docs">
      <h1>{title}</h1>
      <p>{OPENAPI.info.description}</p>
      <p>
        <a href="/api/openapi.json">openapi.json</a>
      </p>
      {Object.entries(OPENAPI.paths).flatMap(([path, operations]) =>
        Object.entries(operations as Record<string, Operation>).map(([method, operation]) => (
          <OperationDoc key={method + path} method={method} path={path} operation={operation} />
        ))
      )}
    </main>
  );
}

function OperationDoc({ method, path, operation }: { method: string; path: string; operation: Operation }) {
  const { summary, description, parameters = [], requestBody, responses } = operation;
  // The first kind of body is one row; the others hold rows like it.
  const body = Object.values(requestBody?.content ?? {})[0]?.schema as Schema | undefined;
  return (
    <section>
      <h2>
        <code>{`${method.toUpperCase()} ${path}`}</code>
      </h2>
      <p>{summary}. {description}</p>
      {parameters.length > 0 ? <p>Parameters: {parameters.map(({ name }) => name).join(", ")}</p> : null}
      {body?.properties ? <Fields schema={body} /> : null}
      <table>
        <tbody>
          {Object.entries(responses).map(([status, answer]) => (
            <tr key={status}>
              <th scope="row">{status}</th>
              <td colSpan={2}>{answer.description}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Fields({ schema: { properties = {}, required = [] } }: { schema: Schema }) {
  return (
    <table>
      <tbody>
        {Object.entries(properties).map(([name, field]) => (
          <tr key={name}>
            <th scope="row">
              <code>{required.includes(name) ? name : `${name}?`}</code>
            </th>
            <td>{field.type ?? field.oneOf?.map(({ type }) => type).join(" or ")}</td>
            <td>{field.description ?? field.enum?.join(", ")}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
