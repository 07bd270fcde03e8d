/**
 * Other apps that send where a worker is. Each has an id of its own, which is a secret: an app such as Traccar Client sends
 * nothing else by which it could be known. It may add fixes of its one worker, and nothing more.
 */
import { randomInt } from "node:crypto";
import type { Ledger } from "../store/ledger.ts";
import type { Device, HashedDevice } from "../store/ledger_devices.ts";
import type { Person } from "../store/person.ts";
import { may, type Verdict } from "./rights.ts";
import { digestOf } from "./secret.ts";
import type { Sender } from "./sender.ts";

/** Letters that are not mistaken for each other, for whoever types them. */
const LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
/** 128 bits: nobody finds one by trying. */
const LENGTH = 26;
/** A phone and its successor, and one that was lost and not yet taken away. */
const MOST_OF_ONE = 5;
const LONGEST_NAME = 60;
const TOUCH_EVERY_MS = 10 * 60_000;
const ACTION = "field.use";

export type Denied = { readonly kind: "denied"; readonly verdict: Verdict & { ok: false } };

export type DeviceMade =
  /** The secret is here and nowhere else. */
  | { readonly kind: "made"; readonly device: Device; readonly secret: string }
  | { readonly kind: "invalid"; readonly why: string }
  | Denied;

export interface DevicesOptions {
  readonly ledger: Pick<Ledger, "devices">;
  readonly person: (id: string) => Person | undefined;
  readonly now: () => number;
  readonly report: (stage: string, error: unknown) => void;
}

export class Devices {
  readonly #byDigest = new Map<string, Device>();
  readonly #written = new Map<string, number>();
  /** How many of an account are on their way to the disk: they count from the moment they are asked for. */
  readonly #making = new Map<string, number>();

  private constructor(private readonly options: DevicesOptions) {}

  static async open(options: DevicesOptions): Promise<Devices> {
    const devices = new Devices(options);
    for (const device of await options.ledger.devices.all()) devices.#take(device);
    return devices;
  }

  /** The worker that a device stands for; null when it was taken away, or its account may not work any more. */
  workerOf(secret: string): string | null {
    // Found by its hash: how long that takes tells nothing of the secret.
    const device = this.#byDigest.get(digestOf(secret));
    const person = device && this.options.person(device.person);
    if (!device || !person?.post || !may(person, ACTION, { workers: [person.post.id] }).ok) return null;
    this.#touch(device);
    return person.post.id;
  }

  /** Those of an account that work, the newest first. */
  of({ id }: Pick<Person, "id">): Device[] {
    return [...this.#byDigest.values()].filter(({ person }) => person === id).reverse();
  }

  async create(sender: Sender, sentName: unknown): Promise<DeviceMade> {
    const { person } = sender;
    const denial = denialOf(person);
    if (denial) return denial;
    const name = typeof sentName === "string" ? sentName.trim().slice(0, LONGEST_NAME) : "";
    if (name === "" || /\p{Cc}/u.test(name)) {
      return { kind: "invalid", why: "name: what the phone is called" };
    }
    const making = this.#making.get(person.id) ?? 0;
    if (this.of(person).length + making >= MOST_OF_ONE) {
      return {
        kind: "invalid",
        why: `${MOST_OF_ONE} devices work already, which is the most; remove one first`,
      };
    }
    const secret = newDeviceId();
    const audit = this.#audit(sender, { did: "create", name });
    this.#making.set(person.id, making + 1);
    try {
      const made = await this.options.ledger.devices.add({
        ...{ person: person.id, name, digest: digestOf(secret), audit },
      });
      return { kind: "made", device: this.#take(made), secret };
    } finally {
      const left = this.#making.get(person.id)! - 1;
      if (left > 0) this.#making.set(person.id, left);
      else this.#making.delete(person.id);
    }
  }

  /** False when the account has no such device. */
  async revoke(sender: Sender, id: string): Promise<boolean> {
    const device = this.of(sender.person).find((one) => one.id === id);
    if (!device) return false;
    // From this moment on, before the disk has it.
    this.#drop(id);
    await this.options.ledger.devices.revoke(id, this.#audit(sender, { did: "revoke", name: device.name }));
    return true;
  }

  #take({ digest, ...device }: HashedDevice): Device {
    if (device.revoked === null) this.#byDigest.set(digest, device);
    this.#written.set(device.id, device.used ?? 0);
    return device;
  }

  #drop(id: string): void {
    for (const [digest, device] of this.#byDigest) if (device.id === id) this.#byDigest.delete(digest);
  }

  #touch(device: Device): void {
    const now = this.options.now();
    if (now - (this.#written.get(device.id) ?? 0) < TOUCH_EVERY_MS) return;
    this.#written.set(device.id, now);
    for (const [digest, one] of this.#byDigest) {
      if (one === device) this.#byDigest.set(digest, { ...one, used: now });
    }
    this.options.ledger.devices.touch(device.id, now).catch((error) => this.options.report("devices", error));
  }

  #audit({ person, origin, session }: Sender, detail: Record<string, unknown>) {
    return {
      ...{ at: this.options.now(), who: person.id, origin, action: ACTION },
      detail: { ...detail, ...(session !== null && { session }) },
    };
  }
}

function denialOf(person: Person): Denied | null {
  const verdict = may(person, ACTION);
  return verdict.ok ? null : { kind: "denied", verdict };
}

/** Without groups: some apps take only letters and digits. */
function newDeviceId(): string {
  return Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join("");
}
