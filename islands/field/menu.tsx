/** Who is signed in, other apps that send the position, the other language, and the way out. */
import { useEffect, useState } from "preact/hooks";
import type { Device } from "../../store/ledger_devices.ts";
import type { PartProps } from "./field.tsx";
import { request } from "./network.ts";
import { type PushState, pushState, turnOff, turnOn } from "./push.ts";
import { agoText, nameText } from "./say.ts";
import { forgetAll } from "./store.ts";
import { fieldWords } from "./words.ts";

type Props = PartProps & { readonly city: string };

export function Menu(props: Props) {
  const { state, lang, city } = props;
  const words = fieldWords(lang);
  const { person, worker } = state.known!.answer;
  return (
    <div class="field-settings">
      <p>
        <strong>{words.as(nameText(person.name, lang), worker)}</strong>
        <br />
        {city}
      </p>
      <section>
        <h2>{words.install}</h2>
        <p>{words.installHint}</p>
      </section>
      <Notices {...props} />
      <Devices {...props} />
      <p>
        <a
          class="field-big"
          href={lang === "en" ? "/field?view=menu" : "/field?view=menu&lang=en"}
          hreflang={lang === "en" ? "zh-CN" : "en"}
        >
          {words.otherLang}
        </a>
      </p>
      <SignOut {...props} />
    </div>
  );
}

function Notices({ lang }: Props) {
  const words = fieldWords(lang);
  const [state, setState] = useState<PushState | null>(null);
  useEffect(() => void pushState().then(setState), []);
  if (state === null) return null;
  const said = { none: words.pushNone, denied: words.pushDenied, on: words.pushOn, off: words.pushOff };
  return (
    <section>
      <h2>{words.push}</h2>
      <p role="status">{said[state]}</p>
      {state === "on"
        ? (
          <button type="button" class="field-big" onClick={() => void turnOff().then(setState)}>
            {words.pushTurnOff}
          </button>
        )
        : state === "off"
        ? (
          <button type="button" class="field-big" onClick={() => void turnOn(lang).then(setState)}>
            {words.pushTurnOn}
          </button>
        )
        : null}
    </section>
  );
}

function Devices({ lang }: Props) {
  const words = fieldWords(lang);
  const [devices, setDevices] = useState<readonly Device[]>([]);
  const [name, setName] = useState("Traccar Client");
  const [secret, setSecret] = useState("");
  const [said, setSaid] = useState("");
  const read = async () => {
    const { status, body } = await request("/api/field/devices");
    if (status === 200) setDevices((body as { devices: readonly Device[] }).devices);
  };
  useEffect(() => void read(), []);
  const make = async (event: Event) => {
    event.preventDefault();
    const { status, body } = await send("POST", "/api/field/devices", { name });
    const { secret = "", error = words.needsNetwork } = (body ?? {}) as { secret?: string; error?: string };
    setSaid(status === 201 ? "" : words.failed(error));
    setSecret(secret);
    await read();
  };
  const remove = async (id: string) => {
    const { status } = await send("DELETE", `/api/field/devices/${id}`);
    setSaid(status === 204 ? "" : words.failed(words.needsNetwork));
    await read();
  };
  return (
    <details class="field-more">
      <summary>{words.devices}</summary>
      <p>{words.devicesHint}</p>
      <ul>
        {devices.map(({ id, name, used }) => (
          <li key={id}>
            <span>
              <strong>{name}</strong>{" "}
              <small>
                {used === null ? words.deviceNever : words.deviceSeen(agoText(used, Date.now(), words))}
              </small>
            </span>
            <button type="button" class="field-big" onClick={() => void remove(id)}>{words.remove}</button>
          </li>
        ))}
      </ul>
      {secret
        ? <Secret {...{ secret, lang }} />
        : (
          <form class="field-form" onSubmit={(event) => void make(event)}>
            <label>
              <span>{words.deviceName}</span>
              <input
                type="text"
                required
                maxLength={60}
                value={name}
                onInput={({ currentTarget }) => setName(currentTarget.value)}
              />
            </label>
            <button type="submit" class="field-big">{words.makeDevice}</button>
          </form>
        )}
      <p role="status">{said}</p>
    </details>
  );
}

function Secret({ secret, lang }: { readonly secret: string; readonly lang: Props["lang"] }) {
  const words = fieldWords(lang);
  const [copied, setCopied] = useState("");
  const rows = [[words.server, `${location.origin}/osmand`], [words.deviceId, secret]] as const;
  return (
    <dl class="field-secret">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <code>{value}</code>
          </dd>
          <button
            type="button"
            class="field-big"
            onClick={() => void navigator.clipboard?.writeText(value).then(() => setCopied(value), () => {})}
          >
            {copied === value ? words.copied : words.copy}
          </button>
        </div>
      ))}
    </dl>
  );
}

function SignOut({ state, lang }: Props) {
  const words = fieldWords(lang);
  const [asking, setAsking] = useState(false);
  const [said, setSaid] = useState("");
  const unsent = state.queue.length;
  const out = async () => {
    // Whoever has the phone next is told nothing of this account's.
    await turnOff().catch(() => {});
    const { status } = await send("DELETE", "/api/session");
    // Without network the session would go on for whoever has the phone next.
    if (status !== 204 && status !== 401) return setSaid(words.failed(words.needsNetwork));
    await forgetAll();
    location.assign(`/signin?next=/field${lang === "en" ? "&lang=en" : ""}`);
  };
  return (
    <div class="field-steps">
      {asking
        ? (
          <div class="field-ask" role="alertdialog" aria-label={words.signOutSure(unsent)}>
            <p>{words.signOutSure(unsent)}</p>
            <button type="button" class="field-big" onClick={() => setAsking(false)}>{words.cancel}</button>
            <button type="button" class="field-big late" onClick={() => void out()}>
              {words.signOutAnyway}
            </button>
          </div>
        )
        : (
          <button type="button" class="field-big" onClick={() => unsent > 0 ? setAsking(true) : void out()}>
            {words.signOut}
          </button>
        )}
      <p role="status">{said}</p>
    </div>
  );
}

function send(method: string, path: string, body?: object) {
  return request(path, {
    method,
    headers: { "content-type": "application/json" },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
}
