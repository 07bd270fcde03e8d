/** A figure that rolls to its new value in 400 ms, and jumps for people who asked for less motion. */
import { useEffect, useRef, useState } from "preact/hooks";
import { mayMove } from "../motion.ts";

const ROLL_MS = 400;

export function Rolling({ value, say }: { value: number; say: (n: number) => string }) {
  const [shown, setShown] = useState(value);
  const from = useRef(value);
  useEffect(() => {
    const start = from.current;
    if (start === value) return;
    if (!mayMove()) {
      from.current = value;
      return setShown(value);
    }
    const began = performance.now();
    let frame = requestAnimationFrame(function roll(now) {
      const part = Math.min(1, (now - began) / ROLL_MS);
      const eased = 1 - (1 - part) ** 3;
      from.current = start + (value - start) * eased;
      setShown(Math.round(from.current));
      if (part < 1) frame = requestAnimationFrame(roll);
    });
    return () => cancelAnimationFrame(frame);
  }, [value]);
  return <span class="figure">{say(shown)}</span>;
}
