/** Where a case lies, as seen from the phone: north up, the way as a line, and how sure the phone is of where it is. */
import type { Way } from "./way.ts";

const R = 42;

export function Sketch({ way: { metres, bearing }, accuracy, north }: {
  readonly way: Way;
  readonly accuracy: number;
  readonly north: string;
}) {
  const angle = bearing * Math.PI / 180;
  // Whoever is nearly there is drawn nearly there.
  const length = metres < 60 ? Math.max(6, metres / 60 * R) : R;
  const [x, y] = [50 + length * Math.sin(angle), 50 - length * Math.cos(angle)];
  const unsure = Math.min(R, Math.max(4, accuracy / Math.max(metres, 60) * R));
  return (
    <svg class="field-sketch" viewBox="0 0 100 100" aria-hidden="true">
      <circle cx="50" cy="50" r={R} class="ring" />
      <path d="M50 3v8" class="tick" />
      <text x="50" y="22" text-anchor="middle">{north}</text>
      <circle cx="50" cy="50" r={unsure.toFixed(1)} class="unsure" />
      <path d={`M50 50 L${x.toFixed(1)} ${y.toFixed(1)}`} class="line" />
      <circle cx="50" cy="50" r="4.5" class="self" />
      <circle cx={x.toFixed(1)} cy={y.toFixed(1)} r="6" class="target" />
    </svg>
  );
}
