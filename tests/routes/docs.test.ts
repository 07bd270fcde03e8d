import { Hono } from "hono";
import { expect, test } from "vitest";
import { mountDocs } from "../../routes/api/docs.tsx";
import { sayIn } from "../../routes/api/docs_words.ts";
import { COMMAND_KINDS } from "../../dispatch/case_command.ts";
import { OPENAPI } from "../../routes/api/openapi.ts";
import { operationName, TAGS } from "../../routes/api/openapi_tags.ts";
import type { Context } from "../../routes/context.ts";

const manifest = { "islands/main.tsx": { file: "assets/main-1.js" } };

async function page(path: string): Promise<string> {
  const app = new Hono();
  mountDocs(app, { assets: { manifest } } as unknown as Pick<Context, "assets">);
  return await (await app.request(path)).text();
}

/** What the page says in sentences: summaries and descriptions, wherever they stand; names and codes are no sentences. */
function sentences(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    (key === "summary" || key === "description") && typeof part === "string" && part !== ""
      ? [part]
      : sentences(part)
  );
}

/** Of what rows hold within a field, and of schemas of answers, the page shows nothing. */
const shown = (html: string, phrase: string) =>
  html.includes(phrase.replaceAll("&", "&amp;").replaceAll("<", "&lt;"));

test("each kind of command is described with the fields that it is checked by", () => {
  const { post } = OPENAPI.paths["/api/cases/{id}/commands"];
  const { oneOf } = post.requestBody.content["application/json"].schema.properties["command"] as {
    oneOf: readonly { title: string; required: readonly string[]; properties: Record<string, unknown> }[];
  };
  expect(oneOf.map(({ title }) => title)).toEqual(COMMAND_KINDS);
  const suspend = oneOf.find(({ title }) => title === "suspend")!;
  expect(suspend.required).toEqual(["kind", "until", "reason"]);
  expect(suspend.properties).toMatchObject({ kind: { const: "suspend" }, until: { type: "integer" } });
  // What has a default need not be sent.
  expect(oneOf.find(({ title }) => title === "dispatch")!.required).toEqual(["kind", "worker"]);
});

interface Described {
  readonly tags?: readonly string[];
  readonly responses: Record<string, { readonly description?: string }>;
}

const described = Object.entries(OPENAPI.paths).flatMap(([path, operations]) =>
  Object.entries(operations as Record<string, Described>).map(([method, operation]) => ({
    name: operationName(method, path),
    operation,
  }))
);

test("no answer lacks a description, in either language", () => {
  const bare = described.flatMap(({ name, operation }) =>
    Object.entries(operation.responses).flatMap(([status, { description }]) =>
      description && /\p{Script=Han}/u.test(sayIn("zh")(description)) ? [] : [`${name} ${status}`]
    )
  );
  expect(described.length).toBeGreaterThan(80);
  expect(bare).toEqual([]);
});

test("each operation stands in exactly one part, and parts hold nothing else", () => {
  expect(TAGS.flatMap(({ operations }) => operations).sort()).toEqual(
    described.map(({ name }) => name).sort(),
  );
  for (const { name, operation } of described) {
    expect(operation.tags, name).toEqual(
      TAGS.filter(({ operations }) => operations.includes(name)).map((tag) => tag.name),
    );
  }
});

test("page and description go by the order of the parts: how to authenticate and sign in first, health last", async () => {
  const html = await page("/api/docs?lang=en");
  const places = [
    "How to authenticate",
    "Bearer",
    ...TAGS.flatMap(({ name, operations }) => [
      `-name">${name}<`,
      ...operations.map((operation) => `<code>${operation}</code>`),
    ]),
  ].map((text) => html.indexOf(text));
  expect(places).not.toContain(-1);
  expect(places).toEqual([...places].sort((a, b) => a - b));
  const paths = Object.keys(OPENAPI.paths);
  expect([paths[0], paths.at(-1)]).toEqual(["/api/session", "/metrics"]);
});

test("the API page is Chinese first: every sentence that it shows is translated", async () => {
  const [chinese, english] = [await page("/api/docs"), await page("/api/docs?lang=en")];
  expect(chinese).toContain('lang="zh-CN"');
  expect(english).toContain('lang="en"');
  const said = [...new Set(sentences(OPENAPI))].filter((phrase) => shown(english, phrase));
  expect(said.length).toBeGreaterThan(60);
  const zh = sayIn("zh"), en = sayIn("en");
  expect(said.filter((phrase) => !/\p{Script=Han}/u.test(zh(phrase)))).toEqual([]);
  expect(said.map(en)).toEqual(said);
  for (const phrase of said) expect(shown(chinese, zh(phrase)), phrase).toBe(true);
});

test("both pages describe every path, and lead to each other and to the start", async () => {
  for (const path of ["/api/docs", "/api/docs?lang=en"]) {
    const html = await page(path);
    for (const described of Object.keys(OPENAPI.paths)) expect(html).toContain(described);
  }
  expect(await page("/api/docs")).toContain('href="/api/docs?lang=en"');
  expect(await page("/api/docs?lang=en")).toContain('href="/?lang=en"');
  expect(await page("/api/docs?lang=en")).toContain("<td>object or null</td>");
});
