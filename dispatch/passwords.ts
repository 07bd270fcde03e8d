/** Passwords as scrypt hashes: the parameters stand beside each hash, so that they may grow without a reset. */
import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";

export const SHORTEST_PASSWORD = 12;
/** Beyond this a password is a file; hashing it would only cost time. */
export const LONGEST_PASSWORD = 256;

/** OWASP's first choice for scrypt: 128 MB for each try. */
const COST = { logN: 17, r: 8, p: 1 } as const;
const SALT_BYTES = 16, HASH_BYTES = 32;
/** Each takes 128 MB and a core for a third of a second; the others wait for their turn. */
const AT_ONCE = 2;

interface Cost {
  readonly logN: number;
  readonly r: number;
  readonly p: number;
}

export async function hashPassword(password: string, cost: Cost = COST): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(password, salt, cost);
  const { logN, r, p } = cost;
  return ["scrypt", logN, r, p, salt.toString("base64url"), hash.toString("base64url")].join("$");
}

/** Takes as long for no hash as for a wrong password, so that nobody learns which logins exist. */
export async function checkPassword(password: string, kept: string | null): Promise<boolean> {
  const known = readHash(kept ?? "");
  if (!known) {
    await derive(password, Buffer.alloc(SALT_BYTES), COST);
    return false;
  }
  return timingSafeEqual(await derive(password, known.salt, known.cost), known.hash);
}

function readHash(text: string) {
  const [name, logN, r, p, salt, hash] = text.split("$");
  if (name !== "scrypt" || !salt || !hash) return null;
  return {
    cost: { logN: Number(logN), r: Number(r), p: Number(p) },
    salt: Buffer.from(salt, "base64url"),
    hash: Buffer.from(hash, "base64url"),
  };
}

let running = 0;
const queue: (() => void)[] = [];

/** On a thread of the runtime: the server goes on meanwhile. */
async function derive(password: string, salt: Uint8Array, { logN, r, p }: Cost): Promise<Buffer> {
  if (running >= AT_ONCE) await new Promise<void>((wake) => queue.push(wake));
  running++;
  try {
    const N = 2 ** logN;
    // Forms of the same letters are the same password, whatever keyboard they come from.
    const text = password.normalize("NFKC");
    return await new Promise<Buffer>((resolve, reject) =>
      scrypt(
        text,
        salt,
        HASH_BYTES,
        { N, r, p, maxmem: 256 * N * r },
        (error, key) => error ? reject(error) : resolve(key),
      )
    );
  } finally {
    running--;
    queue.shift()?.();
  }
}
