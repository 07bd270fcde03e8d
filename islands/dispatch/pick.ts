/** What a click on the console's map opens. */
import { cellAt } from "../../geo/cell.ts";
import type { Hit } from "../hit.ts";
import { idOf } from "../wall/chosen_worker.ts";
import type { DispatchModel } from "./model.ts";

export function pick(model: DispatchModel, hit: Hit | null): void {
  if (!hit) return;
  switch (hit.kind) {
    case "cell":
      return model.openCell(hit.cell);
    case "worker-crowd":
      return model.openCell(cellAt(hit, model.resolutionShown));
    case "crowd":
      return model.openCrowd(hit.keys);
    case "worker":
      return pickWorker(model, hit);
    case "incident":
      return model.openMark(hit.key);
    case "camera":
      return;
  }
}

/** Who that is, the server says a moment later: somebody may have opened something else by then. */
function pickWorker(model: DispatchModel, hit: Hit & { readonly kind: "worker" }): void {
  const cell = cellAt(hit, model.resolutionShown);
  model.openCell(cell);
  void idOf(hit).then((worker) => {
    const { choice } = model.address.peek();
    if (worker !== null && choice.kind === "cell" && choice.cell === cell) model.change({ worker });
  });
}
