/** The pages: each is a file here and a line below. */
import type { Hono } from "hono";
import { type Action, may } from "../dispatch/rights.ts";
import type { Sender } from "../dispatch/sender.ts";
import { type Lang, langOf } from "../islands/words.ts";
import type { CityFile } from "../store/city_folder.ts";
import type { Manifest } from "./assets.ts";
import type { Context } from "./context.ts";
import { adminPage } from "./admin.tsx";
import { auditPage } from "./audit.tsx";
import { caseSheetPage } from "./case_sheet.tsx";
import { casesPage } from "./cases.tsx";
import { fieldPage } from "./field.tsx";
import { dispatchPage } from "./dispatch.tsx";
import { handoverPage } from "./handover.tsx";
import { hotspotsPage } from "./hotspots.tsx";
import { indexPage } from "./index.tsx";
import { trackPage } from "./track.tsx";
import { wallPage } from "./wall.tsx";
import { senderOrNull } from "./who.ts";

/** What a page is made from. */
export interface PageInput {
  readonly lang: Lang;
  readonly city: Pick<CityFile, "names" | "recorded" | "shifts">;
  readonly manifest: Manifest;
  /** Path and query of the request. */
  readonly path: string;
  readonly search: string;
  readonly sender: Sender;
  /** Whether a page opens to the sender: nobody is offered what would be refused. */
  readonly opens: (path: string) => boolean;
}

interface Page {
  readonly render: (input: PageInput) => string;
  /** What one must be allowed to do to see it; without it, to be signed in. */
  readonly action?: Action;
}

const PAGES: Readonly<Record<string, Page>> = {
  "/": { render: indexPage },
  "/wall": { render: wallPage, action: "cells.look" },
  "/wall/:scene": { render: wallPage, action: "cells.look" },
  "/dispatch": { render: dispatchPage, action: "case.dispatch" },
  "/cases": { render: casesPage, action: "case.look" },
  "/handover": { render: handoverPage, action: "handover.sign" },
  "/cases/:id": { render: caseSheetPage, action: "case.look" },
  /** Whoever is no worker is told there what it is for. */
  "/field": { render: fieldPage },
  /** Everybody sees their own sessions there; accounts are for those who may manage them. */
  "/admin": { render: adminPage },
  "/audit": { render: auditPage, action: "audit.read" },
  "/track": { render: trackPage, action: "track.read" },
  "/hotspots": { render: hotspotsPage, action: "cells.look" },
};

export function mountPages(app: Hono, { city, assets }: Pick<Context, "city" | "assets">): void {
  for (const [path, { render, action }] of Object.entries(PAGES)) {
    app.get(path, (c) => {
      const lang = langOf(c.req.query("lang"));
      c.header("cache-control", "no-cache");
      const { pathname, search } = new URL(c.req.url);
      const sender = senderOrNull(c);
      const elsewhere = entranceFor(sender, pathname + search, action);
      if (!sender || elsewhere) return c.redirect(elsewhere ?? "/signin", 303);
      const opens = (path: string) => mayOpen(sender, PAGES[path]?.action);
      return c.html(render({ lang, city, manifest: assets.manifest, path: pathname, search, sender, opens }));
    });
  }
}

/** Where to send somebody who may not see a page: to sign in, or to be told which role would do. Null: nowhere. */
function entranceFor(sender: Sender | null, path: string, action: Action | undefined): string | null {
  const query = new URLSearchParams(path === "/" ? {} : { next: path });
  if (!sender) return `/signin${path === "/" ? "" : `?${query}`}`;
  if (!action || mayOpen(sender, action)) return null;
  query.set("needs", action);
  return `/signin?${query}`;
}

function mayOpen({ person }: Sender, action: Action | undefined): boolean {
  return action === undefined || may(person, action).ok;
}
