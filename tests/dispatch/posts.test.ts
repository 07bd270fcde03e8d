/** What is known of workers: their accounts first, then what the city's register says, found by name or id. */
import { expect, test } from "vitest";
import { type KnownPost, Posts } from "../../dispatch/posts.ts";
import type { Person } from "../../store/person.ts";

const IDS = ["HW-1", "HW-2", "HW-3"];
const account = (id: string, name: string, active = true): Person => ({
  ...{ id: `p-${id}`, login: id, name, roles: ["worker"], areas: [], active, version: 1 },
  post: { id, kind: "dedicated", skills: [], grids: [] },
});

function world() {
  const names = new Map([["HW-1", "陆霞秋"], ["HW-2", "王伟"], ["HW-9", "从未上线"]]);
  const asked: string[] = [];
  const people = { all: [] as Person[], changes: 0 };
  const register = (worker: string): KnownPost | undefined => {
    asked.push(worker);
    const name = names.get(worker);
    return name === undefined ? undefined : { name, skills: [], grids: [] };
  };
  const posts = new Posts({ people, workers: { size: IDS.length, id: (slot) => IDS[slot]! }, register });
  const like = (wanted: string, among: (slot: number) => boolean = () => true) => [
    ...posts.like(wanted, among),
  ];
  return { posts, people, names, asked, like };
}

test("somebody without an account is found by the name in the register, and by id in any case", () => {
  const { like } = world();
  expect([like("霞秋"), like("hw-2"), like("hw-"), like("nobody")]).toEqual([[0], [1], [0, 1, 2], []]);
});

test("an account's name counts, as soon as it is there and as long as it is active", () => {
  const { like, people, posts } = world();
  expect(like("陆霞秋")).toEqual([0]);
  Object.assign(people, { all: [account("HW-1", "Ann Lu")], changes: 1 });
  expect([like("陆霞秋"), like("ann lu"), posts.nameOfWorker("HW-1")]).toEqual([[], [0], "Ann Lu"]);
  Object.assign(people, { all: [account("HW-1", "Ann Lu", false)], changes: 2 });
  expect([like("陆霞秋"), like("ann lu")]).toEqual([[0], []]);
});

test("names are learned once, and only of those who are looked among", () => {
  const { like, asked } = world();
  like("王", (slot) => slot === 1);
  like("伟", (slot) => slot === 1);
  expect(asked).toEqual(["HW-2"]);
});

test("what the register learns later is found after it was told to forget", () => {
  const { like, names, posts } = world();
  expect(like("后来")).toEqual([]);
  names.set("HW-3", "后来者");
  posts.forget();
  expect(like("后来")).toEqual([2]);
});

test("somebody who was never heard of has a name, and somebody unknown has none", () => {
  const { posts } = world();
  expect([posts.nameOfWorker("HW-9"), posts.nameOfWorker("x")]).toEqual(["从未上线", null]);
});
