/** `deno task rights`: writes docs/rights.md, the whole table of who may do what, from the one function that decides. */
import { writeFileSync } from "node:fs";
import { ACTION_WORDS } from "../dispatch/action_words.ts";
import { type Action, ACTIONS, type Reach } from "../dispatch/rights.ts";
import { wordsOf } from "../islands/words.ts";
import { type Role, ROLES } from "../store/person.ts";

export const REACH_WORDS: Readonly<Record<Reach, string>> = {
  city: "全市 city",
  area: "辖区 area",
  own: "本人 own",
};
const NONE = "–";

const LEAD = `# 权限 · Rights

谁可以做什么、在哪里。由 \`dispatch/rights.ts\` 生成（\`deno task rights\`），测试逐格比对：改动权限必改此表。监督与处置分离：
受理员立案，派遣员派遣，网格员处置，核查员核查、结案；一人可兼数职，同一案件上由状态机分开。

Who may do what, and where. Made from \`dispatch/rights.ts\` (\`deno task rights\`); a test compares every field, so a
change of rights is a change of this table. Supervision and handling are separate: an acceptor files, a dispatcher
sends, a worker handles, a checker checks and closes. One account may hold several roles; on one case the machine keeps
them apart.

- **全市 city**：不限区域 · everywhere
- **辖区 area**：账号所辖区域内；不在任何区域内的，只有辖区为全市的账号可以 · in the areas of the account; what lies in no area
  only for accounts of the whole city
- **本人 own**：只限与本人（网格员）有关的 · only what concerns the account's own worker
- 停用的账号什么也不能做 · an account that is closed may do nothing
`;

export function rightsDocument(): string {
  const heads = ROLES.map((role) => `${wordsOf("zh").roleNames[role]} ${role}`);
  const rows = (Object.keys(ACTIONS) as Action[]).map((action) => {
    const rule: Readonly<Partial<Record<Role, Reach>>> = ACTIONS[action];
    const cells = ROLES.map((role) => rule[role] ? REACH_WORDS[rule[role]] : NONE);
    const { zh, en } = ACTION_WORDS[action];
    return [`\`${action}\``, `${zh} · ${en}`, ...cells];
  });
  return `${LEAD}\n${table(["action", "动作 · what", ...heads], rows)}`;
}

/** Without padding: `deno fmt` adds it. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |\n`;
  return line(head) + line(head.map(() => "---")) + rows.map(line).join("");
}

if (import.meta.main) {
  const file = new URL("../docs/rights.md", import.meta.url);
  writeFileSync(file, rightsDocument());
  await new Deno.Command(Deno.execPath(), { args: ["fmt", "-q", file.pathname] }).output();
}
