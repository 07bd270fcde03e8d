import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CATEGORIES } from "../../demo/categories.ts";
import { CaseBook } from "../../dispatch/book.ts";
import { evolve, opened, type Opening } from "../../dispatch/case.ts";
import { Doubles, type Proposal, toldOf } from "../../dispatch/merge.ts";
import { around, cellAt } from "../../geo/cell.ts";
import { type Case, ENDED, STAGES } from "../../store/case.ts";
import { named } from "./people.ts";

const T0 = Date.UTC(2026, 10, 27, 6);
const HERE = cellAt({ lat: 36.59, lon: 121.88 });
const MAJORS = new Map(CATEGORIES.map(({ code, group }) => [code, group]));
const majorOf = (category: string) => MAJORS.get(category) ?? null;

interface Given {
  readonly id?: string;
  readonly category?: string;
  readonly title?: string;
  readonly text?: string;
  readonly address?: string;
  /** Steps from {@link HERE}. */
  readonly ring?: number;
  readonly minutes?: number;
  readonly stage?: Case["stage"];
}

function made({ id = "c1", stage = "reported", ring = 0, minutes = 0, ...given }: Given): Case {
  const what = {
    category: "E01-13",
    title: "",
    address: "海城区中山路 12 号 · 12 Zhongshan Road, Haicheng",
    ...given,
  };
  const cell = around(HERE, ring).at(-1)!;
  const at = T0 + minutes * 60_000;
  const opening: Opening = {
    ...{
      id,
      severity: 3,
      lat: 36.59,
      lon: 121.88,
      cell,
      areas: [],
      needsPreVerify: false,
      selfHandled: false,
    },
    ...what,
    report: { source: "12345", at },
    evidence: [],
  };
  return { ...evolve(null, opened(opening, { by: named("acceptor"), at })), stage };
}

function doublesOf(subject: Case, others: readonly Case[]): Proposal[] {
  const doubles = new Doubles({ majorOf });
  for (const c of others) doubles.take(c);
  return doubles.of(toldOf(subject));
}

/** A title of the demo's reports, as demo/reports.ts makes it. */
function title(code: string, nth: number, zh = "中山路", en = "Zhongshan Road"): string {
  const titles = CATEGORIES.find((category) => category.code === code)!.titles;
  const [inZh, inEn] = titles[nth % titles.length]!;
  return `${inZh.replace("…", zh)} · ${inEn.replace("…", en)}`;
}

const pothole = title("E01-13", 0), paving = title("E01-13", 1), bins = title("E01-10", 0);

/** What somebody at the desk would say of two reports; `first` is ten minutes old and lies here. */
const JUDGED: readonly [string, Given, Given, boolean][] = [
  ["the same pothole, by two callers at once", { title: pothole }, { title: pothole, minutes: 4 }, true],
  ["the same pothole in other words", { title: pothole }, {
    title: "中山路上有个大坑，路面坑洼不平",
    minutes: 20,
  }, true],
  [
    "the same pothole, a street corner further",
    { title: pothole },
    { title: pothole, ring: 1, minutes: 60 },
    true,
  ],
  ["the same pothole, told again the next day", { title: pothole }, { title: pothole, minutes: 1_440 }, true],
  ["a pothole and broken paving in one street", { title: pothole }, { title: paving, minutes: 4 }, false],
  ["a pothole, and another far away", { title: pothole }, { title: pothole, ring: 3 }, false],
  ["a pothole, and one last month", { title: pothole }, { title: pothole, minutes: 43_200 }, false],
  ["a pothole and full bins", { title: pothole }, { title: bins, category: "E01-10" }, false],
  ["dirt that one calls rubbish and one a dirty road", { title: bins, category: "E01-10" }, {
    title: "中山路垃圾桶满溢，路面不洁 · Overflowing bins, dirty surface",
    category: "E01-12",
    minutes: 15,
  }, true],
  [
    "two sensors of one kind that say nothing",
    { title: "E", category: "S" },
    { title: "F", category: "S" },
    true,
  ],
  ["the same words of an unknown category", { title: pothole }, { title: pothole, category: "?" }, false],
];

describe("likely doubles", () => {
  it.each(JUDGED)("are as a person would say: %s", (_, first, second, same) => {
    const found = doublesOf(made({ ...second, id: "c2" }), [made({ ...first, id: "c1" })]);
    expect(found.map((proposal) => proposal.case)).toEqual(same ? ["c1"] : []);
  });

  it("come with reasons that a screen can say", () => {
    const [found] = doublesOf(
      made({
        id: "c2",
        title: "人民路积水",
        address: "人民路 3 号",
        ring: 1,
        minutes: 4,
        category: "E05-02",
      }),
      [made({ title: "桥下积水", category: "E05-02", address: "海城区" })],
    );
    expect(found).toMatchObject({ case: "c1", ring: 1, minutes: 4, category: "same", words: ["积水"] });
    const [english] = doublesOf(made({ id: "c2", title: "Deep pothole near the school" }), [
      made({ title: "Pothole by school gate" }),
    ]);
    expect(english!.words).toEqual(["pothole", "school"]);
  });

  const given = fc.record({
    category: fc.constantFrom("E01-13", "E01-10", "E01-12", "E05-02"),
    title: fc.constantFrom(pothole, paving, bins, "", "路面坑洼积水", "积水", "pothole"),
    ring: fc.nat(3),
    minutes: fc.nat(3_000),
    stage: fc.constantFrom(...STAGES),
  });
  const cases = fc.array(given, { minLength: 2, maxLength: 12 })
    .map((list) => list.map((one, i) => made({ ...one, id: `c${i}` })));

  it("are the same both ways, never itself, never ended, and do not depend on the order", () => {
    fc.assert(fc.property(cases, fc.integer(), (list, seed) => {
      const shuffled = list.toSorted((a, b) =>
        (a.id.charCodeAt(1) * seed) % 7 - (b.id.charCodeAt(1) * seed) % 7
      );
      const stageOf = new Map(list.map(({ id, stage }) => [id, stage]));
      for (const c of list) {
        const found = doublesOf(c, list);
        expect(doublesOf(c, shuffled)).toEqual(found);
        for (const { case: id, ...why } of found) {
          expect(id).not.toBe(c.id);
          expect(ENDED.has(stageOf.get(id)!)).toBe(false);
          if (ENDED.has(c.stage)) continue;
          // Asked about by itself: a list of the likeliest may leave it out.
          const back = doublesOf(list.find((other) => other.id === id)!, [c]);
          expect(back).toEqual([{ case: c.id, ...why }]);
        }
      }
    }));
  });

  it("are forgotten when a case moves or ends", () => {
    const doubles = new Doubles({ majorOf });
    const subject = toldOf(made({ id: "c2", title: pothole }));
    doubles.take(made({ title: pothole }));
    expect(doubles.of(subject)).toHaveLength(1);
    doubles.take(made({ title: pothole, stage: "merged" }));
    expect(doubles.of(subject)).toEqual([]);
    doubles.take(made({ title: pothole }));
    doubles.take(made({ title: pothole, ring: 3 }));
    expect(doubles.of(subject)).toEqual([]);
  });

  it("follow the book of cases, and only what is newer", () => {
    const doubles = new Doubles({ majorOf });
    const book = new CaseBook((c) => doubles.take(c));
    const subject = toldOf(made({ id: "c2", title: pothole }));
    const first = made({ title: pothole });
    book.take(first);
    expect(doubles.of(subject)).toHaveLength(1);
    book.take({ ...first, stage: "rejected", version: 2 });
    book.take(first);
    expect(doubles.of(subject)).toEqual([]);
  });

  it("are found among 10,000 open cases, also when a storm puts many in one cell", () => {
    const doubles = new Doubles({ majorOf });
    for (let i = 0; i < 10_000; i++) {
      const spot = { lat: 36.5 + (i % 100) / 500, lon: 121.8 + Math.floor(i / 100) / 500 };
      const crowded = i % 10 < 2;
      const c = made({ id: `c${i}`, title: i % 2 ? pothole : paving, minutes: i % 500 });
      doubles.take({ ...c, cell: crowded ? HERE : cellAt(spot) });
    }
    const subject = toldOf(made({ id: "new", title: pothole }));
    expect(doubles.of(subject)).toHaveLength(5);
  });
});
