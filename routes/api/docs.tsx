/** The API description: JSON for machines, a plain page for people, made from the same object. */
import type { Hono } from "hono";
import type { Context } from "../context.ts";
import { type Lang, langOf, LANGS } from "../../islands/words.ts";
import { renderPage } from "../page.tsx";
import { FRAME, type Say, sayIn } from "./docs_words.ts";
import { OPENAPI } from "./openapi.ts";
import { operationName, type Tag, TAGS } from "./openapi_tags.ts";

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
      <h2>{frame.entering}</h2>
      <p>{say(key.description)}</p>
      <p>
        <code>Authorization: Bearer …</code>
      </p>
      <p>{say(session.description)}</p>
      <p>
        <a href="/api/openapi.json">openapi.json</a>
      </p>
      <nav class="docs-parts" aria-label={frame.parts}>
        {TAGS.map((tag, i) => <a key={tag.name} href={`#${anchor(i)}`}>{say(tag.name)}</a>)}
      </nav>
      {TAGS.map((tag, i) => <TagDoc key={tag.name} id={anchor(i)} tag={tag} say={say} frame={frame} />)}
    </main>
  );
}

const { key, session } = OPENAPI.components.securitySchemes;
const OPERATIONS = new Map(
  Object.entries(OPENAPI.paths).flatMap(([path, operations]) =>
    Object.entries(operations as Record<string, Operation>).map(([method, operation]) =>
      [operationName(method, path), operation] as const
    )
  ),
);

function anchor(tag: number): string {
  return `part-${tag + 1}`;
}

interface Voice {
  readonly say: Say;
  readonly frame: (typeof FRAME)[Lang];
}

function TagDoc({ id, tag, ...voice }: Voice & { id: string; tag: Tag }) {
  return (
    <section id={id} class="docs-part" aria-labelledby={`${id}-name`}>
      <h2 id={`${id}-name`}>{voice.say(tag.name)}</h2>
      <p>{voice.say(tag.description)}</p>
      {tag.operations.map((name) => (
        <OperationDoc key={name} name={name} operation={OPERATIONS.get(name)!} {...voice} />
      ))}
    </section>
  );
}

interface OperationProps extends Voice {
  /** As "METHOD path". */
  readonly name: string;
  readonly operation: Operation;
}

function OperationDoc({ name, operation, say, frame }: OperationProps) {
  const { summary, description, parameters = [], requestBody, responses } = operation;
  // The first kind of body is one row; the others hold rows like it.
  const body = Object.values(requestBody?.content ?? {})[0]?.schema as Schema | undefined;
  return (
    <section class="docs-operation">
      <h3>
        <code>{name}</code>
      </h3>
      <p>
        {sentences(say(summary), description ? say(description) : "")}
      </p>
      {parameters.length > 0 ? <p>{frame.parameters}{parameters.map((one) => one.name).join(", ")}</p> : null}
      {body?.properties ? <Fields schema={body} say={say} or={frame.or} /> : null}
      <table>
        <tbody>
          {Object.entries(responses).map(([status, answer]) => (
            <tr key={status}>
              <th scope="row">{status}</th>
              <td colSpan={2}>{say(answer.description)}</td>
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
