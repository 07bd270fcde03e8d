/** Accounts over HTTP: areas that the city does not have. */
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Running } from "../server.ts";
import { type Caller, cityOfTwo, firstAdmin, newPerson, startEmpty } from "./entrance.ts";

const city = cityOfTwo();
let server: Running, admin: Caller;
beforeAll(async () => {
  server = await startEmpty(city.folder);
  admin = await firstAdmin(server);
});
afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  city.remove();
});

it("an area that the city does not have is refused by name, at making and at changing", async () => {
  const draft = { login: "li", name: "李", roles: ["leader"], areas: ["west", "nowhere"] };
  const refused = await admin.send("POST", "/api/people", draft);
  expect([refused.status, await refused.json()]).toEqual([400, {
    kind: "unknown-area",
    error: "areas: the city has no nowhere; use codes of its districts, streets, communities and grids",
    unknown: { field: "areas", codes: ["nowhere"] },
  }]);
  const { id } = await newPerson(server, admin, "li", { areas: ["west"] });
  const post = { id: "w1", kind: "dedicated", skills: [], grids: ["g9"] };
  const change = { login: "li", name: "李", roles: ["worker"], areas: ["west"], post, version: 1 };
  const answer = await admin.send("PUT", `/api/people/${id}`, change);
  expect((await answer.json()).error).toBe("grids: the city has no g9; use codes of its grids");
  const { people, unknownAreas } = await (await admin.get("/api/people")).json();
  expect(unknownAreas).toEqual({});
  expect(people.find((person: { id: string }) => person.id === id)).toMatchObject({
    version: 1,
    areas: ["west"],
  });
});
