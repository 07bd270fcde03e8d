/** Origins that city.json may name, and the content security policy then lets screens load from. Pure. */
import { z } from "zod";

/** As a content security policy takes it: scheme, host and port, and not a word more. */
export const ORIGIN = /^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/;

/** An origin of the web, such as `https://tiles.city.example`. */
export const origin = z.string().regex(ORIGIN, {
  error: "must be an origin in lower case and without a path, such as https://tiles.city.example",
});
