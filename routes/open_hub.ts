/** The hub over what the city decides: who a screen is, what it is told first, and where its commands go. */
import { randomBytes } from "node:crypto";
import type { Server } from "node:http";
import { maySee } from "../dispatch/case_list.ts";
import type { Dispatch } from "../dispatch/open_dispatch.ts";
import type { Sender } from "../dispatch/sender.ts";
import type { Onlooker, Sight } from "../dispatch/sight.ts";
import type { Bounds } from "../geo/place.ts";
import type { Alert } from "../store/alert.ts";
import type { AssignAnswer } from "../store/record.ts";
import type { City } from "../streams/city.ts";
import { Hub } from "../streams/hub.ts";
import type { Pulse } from "../streams/wire.ts";
import { asSocketAnswer } from "./http_error.ts";
import { type Gate, senderOfHandshake } from "./who.ts";

export interface HubParts {
  readonly server: Server;
  readonly city: City;
  readonly bounds: Bounds;
  /** The last committed event before this start. */
  readonly seq: number;
  readonly gate: Gate;
  readonly sight: Sight;
  /** Opened later, and asked for when the first screen comes. */
  readonly dispatch: () => Dispatch;
  readonly openAlerts: () => Iterable<Alert>;
  readonly assign: (sent: unknown, sender: Sender) => Promise<AssignAnswer>;
  readonly pulse: () => Pulse;
  readonly report: (stage: string, error: unknown) => void;
}

export function openHub(parts: HubParts): Hub<Onlooker> {
  const { server, city, bounds, seq, gate, sight, dispatch, openAlerts, assign, pulse, report } = parts;
  return new Hub<Onlooker>({
    ...{ server, source: city, bounds, seq, openAlerts, pulse, report, now: Date.now },
    epoch: randomBytes(9).toString("base64url"),
    openIncidents: () => [...city.openIncidents()],
    authenticate: (request) => {
      const sender = senderOfHandshake(gate, request);
      return sender && sight.onlooker(sender);
    },
    assign: (command, { sender }) => assign(command, sender),
    command: (command, { sender }) => dispatch().commands.execute(sender, command).catch(asSocketAnswer),
    looker: ({ sender: { person } }, id) => {
      const c = dispatch().book.get(id);
      return c && maySee(c, person) ? { id: person.id, name: person.name } : null;
    },
  });
}
