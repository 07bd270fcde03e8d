/** The script of `/field`: registers the service worker and mounts the page. */
import { render } from "preact";
import { Field } from "./field/field.tsx";

const place = document.getElementById("field")!;
place.replaceChildren();
render(
  <Field lang={place.dataset["lang"] === "en" ? "en" : "zh"} city={place.dataset["city"] ?? ""} />,
  place,
);

if ("serviceWorker" in navigator) {
  // Of /field alone: no other page is ever touched by it.
  navigator.serviceWorker.register("/field-sw.js", { scope: "/field" }).catch(() => {});
}
