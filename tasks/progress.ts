/** A bar that fills: in place on a terminal, otherwise one line when it is full. */
const WIDTH = 30;

export interface Progress {
  /** `share` is 0–1; `label` says what is going on. */
  show(share: number, label: string): void;
}

export function progressBar(say: (line: string) => void): Progress {
  const terminal = Deno.stdout.isTerminal(), encoder = new TextEncoder();
  let shown = -1;
  return {
    show(share, label) {
      const percent = Math.floor(share * 100);
      if (percent === shown) return;
      shown = percent;
      const line = progressLine(share, label);
      if (terminal) Deno.stdout.writeSync(encoder.encode(`\r${line}${share >= 1 ? "\n" : ""}`));
      else if (share >= 1) say(line);
    },
  };
}

export function progressLine(share: number, label: string): string {
  const full = Math.round(share * WIDTH);
  return `  ${"█".repeat(full)}${"░".repeat(WIDTH - full)} ${Math.floor(share * 100)} % ${label}`;
}
