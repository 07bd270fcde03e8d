/** For people who hear the wall: the state in one sentence, said again only when it changed and not too often. */
import { useEffect, useState } from "preact/hooks";
import { useWall } from "./model.ts";

const EVERY_MS = 30_000;

export function Summary() {
  const { live, speech } = useWall();
  const [text, setText] = useState("");
  useEffect(() => {
    const say = () => {
      const totals = live.state.peek().pulse?.totals;
      const { words } = speech.peek();
      const count = (n: number) => speech.peek().count(n);
      if (totals) {
        setText(words.summary(count(totals.incidents), count(totals.arrived[0]), count(totals.workers)));
      }
    };
    const first = setTimeout(say, 3_000);
    const timer = setInterval(say, EVERY_MS);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
    };
  }, []);
  return <p class="unseen" aria-live="polite">{text}</p>;
}
