import { expect, it } from "vitest";
import { accountOf } from "../../dispatch/oidc.ts";
import type { Person } from "../../store/person.ts";

const person = (login: string): Person => ({
  ...{ id: login, login, name: login, roles: [], areas: [], active: true, version: 1 },
});
const people = [person("Admin"), person("li"), person("李")];
const found = (...logins: string[]) => accountOf(logins, people)?.id;

it("knows an account by a name of the other house, whatever its capitals; the first name goes first", () => {
  expect(found("admin")).toBe("Admin");
  expect(found("nobody", "LI")).toBe("li");
  expect(found("李", "li")).toBe("李");
  expect(found()).toBeUndefined();
});

it("takes no name that only looks or reads the same for the same: to the other house that is somebody else", () => {
  for (const alike of ["ａｄｍｉｎ", "Ａdmin", "ⅼi", "ﬁ", "𝗅𝗂", "li\u2060"]) {
    expect(found(alike), alike).toBeUndefined();
  }
});
