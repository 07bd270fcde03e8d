/** Being told of a new case while the page is closed: asked of the browser, and of the server. */
import type { Lang } from "../words.ts";
import { request } from "./network.ts";

/** `none`: this browser cannot, or the server does not. */
export type PushState = "none" | "off" | "on" | "denied";

const JSON_TYPE = { "content-type": "application/json" };

export async function pushState(): Promise<PushState> {
  const registration = await registered();
  if (!registration || !await serverKey()) return "none";
  if (Notification.permission === "denied") return "denied";
  return await registration.pushManager.getSubscription() ? "on" : "off";
}

export async function turnOn(lang: Lang): Promise<PushState> {
  const registration = await registered(), key = await serverKey();
  if (!registration || !key) return "none";
  if (await Notification.requestPermission() !== "granted") return "denied";
  const options = { userVisibleOnly: true, applicationServerKey: key };
  // One by another key, as after the server's were made anew, is in the way.
  const subscription = await registration.pushManager.subscribe(options).catch(async () => {
    await (await registration.pushManager.getSubscription())?.unsubscribe();
    return await registration.pushManager.subscribe(options);
  }).catch(() => null);
  if (!subscription) return "none";
  const { endpoint, keys } = subscription.toJSON();
  const { status } = await request("/api/push/subscription", {
    method: "PUT",
    headers: JSON_TYPE,
    body: JSON.stringify({ endpoint, keys, lang }),
  });
  return status === 204 ? "on" : "off";
}

export async function turnOff(): Promise<PushState> {
  const subscription = await (await registered())?.pushManager.getSubscription();
  if (!subscription) return "off";
  const { endpoint } = subscription;
  await request("/api/push/subscription", {
    method: "DELETE",
    headers: JSON_TYPE,
    body: JSON.stringify({ endpoint }),
  });
  await subscription.unsubscribe();
  return "off";
}

async function registered(): Promise<ServiceWorkerRegistration | null> {
  if (!("serviceWorker" in navigator) || !("PushManager" in globalThis) || !("Notification" in globalThis)) {
    return null;
  }
  return await navigator.serviceWorker.getRegistration("/field") ?? null;
}

async function serverKey(): Promise<string | null> {
  const { body } = await request("/api/push");
  const key = (body as { key?: unknown } | null)?.key;
  return typeof key === "string" ? key : null;
}
