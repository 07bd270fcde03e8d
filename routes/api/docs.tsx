/** The API description: JSON for machines, a plain page for people, made from the same object. */
import type { Hono } from "hono";
import type { Context } from "../context.ts";
import { type Lang, langOf, LANGS } from "../../islands/words.ts";
import { renderPage } from "../page.tsx";
import { FRAME, type Say, sayIn } from "./docs_words.ts";
import { OPENAPI } from "./openapi.ts";

interface Field {
  readonly type?: string | readonly string[];
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
  const pages = Object.fromEntries(
    LANGS.map((lang) => [
      lang,
      renderPage(
        { title, lang, kind: "desk", children: <Docs title={title} lang={lang} /> },
        assets.manifest,
      ),
    ]),
  ) as Record<Lang, string>;
  app.get("/api/openapi.json", (c) => c.json(OPENAPI));
  app.get("/api/docs", (c) => c.html(pages[langOf(c.req.query("lang"))]));
}

/** Names of paths and fields, types and codes are the same in both languages. */
function Docs({ title, lang }: { title: string; lang: Lang }) {
  const say = sayIn(lang);
  const frame = FRAME[lang];
  return (
    <main class="docs">
      <nav>
        <a href={lang === "en" ? "/?lang=en" : "/"}>{frame.back}</a>
        <a href={lang === "en" ? "/api/docs" : "/api/docs?lang=en"}>{frame.other}</a>
      </nav>
      <h1>{title}</h1>
      <p>{say(OPENAPI.info.description)}</p>
      <p>
        <a href="/api/openapi.json">openapi.json</a>
      </p>
      {Object.entries(OPENAPI.paths).flatMap(([path, operations]) =>
        Object.entries(operations as Record<string, Operation>).map(([method, operation]) => (
          <OperationDoc
            key={method + path}
            {...{ method, path, operation, say, frame }}
          />
        ))
      )}
    </main>
  );
}

interface OperationProps {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
  readonly say: Say;
  readonly frame: (typeof FRAME)[Lang];
}

function OperationDoc({ method, path, operation, say, frame }: OperationProps) {
  const { summary, description, parameters = [], requestBody, responses } = operation;
  // The first kind of body is one row; the others hold rows like it.
  const body = Object.values(requestBody?.content ?? {})[0]?.schema as Schema | undefined;
  return (
    <section>
      <h2>
        <code>{`${method.toUpperCase()} ${path}`}</code>
      </h2>
      <p>
        {sentences(say(summary), description ? say(description) : "")}
      </p>
      {parameters.length > 0
        ? <p>{frame.parameters}{parameters.map(({ name }) => name).join(", ")}</p>
        : null}
      {body?.properties ? <Fields schema={body} say={say} or={frame.or} /> : null}
      <table>
        <tbody>
          {Object.entries(responses).map(([status, answer]) => (
            <tr key={status}>
              <th scope="row">{status}</th>
              <td colSpan={2}>{answer.description ? say(answer.description) : ""}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The first with the full stop of its script, when it has none; Chinese sentences follow each other without a space. */
function sentences(first: string, second: string): string {
  const chinese = /\p{Script=Han}/u.test(first);
  const ended = /[.。]$/.test(first) ? first : `${first}${chinese ? "。" : "."}`;
  return chinese ? ended + second : `${ended} ${second}`.trim();
}

interface FieldsProps {
  readonly schema: Schema;
  readonly say: Say;
  readonly or: string;
}

function Fields({ schema: { properties = {}, required = [] }, say, or }: FieldsProps) {
  return (
    <table>
      <tbody>
        {Object.entries(properties).map(([name, field]) => (
          <tr key={name}>
            <th scope="row">
              <code>{required.includes(name) ? name : `${name}?`}</code>
            </th>
            <td>{typesOf(field).join(` ${or} `)}</td>
            <td>{field.description ? say(field.description) : field.enum?.join(", ")}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function typesOf({ type, oneOf = [] }: Field): readonly string[] {
  if (type === undefined) return oneOf.map((one) => one.type);
  return typeof type === "string" ? [type] : type;
}
