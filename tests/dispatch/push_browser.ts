/** A browser that is subscribed, and the push service that holds its messages: an endpoint of ours on this machine. */
import { Buffer } from "node:buffer";
import { createDecipheriv, createECDH, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";

export interface Got {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export class PushBrowser {
  readonly #pair = createECDH("prime256v1");
  readonly #auth = randomBytes(16);
  readonly got: Got[] = [];
  status = 201;
  #server: Server | null = null;

  async open(): Promise<this> {
    this.#pair.generateKeys();
    this.#server = createServer(async (request, response) => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of request) chunks.push(chunk);
      this.got.push({ headers: request.headers, body: Buffer.concat(chunks) });
      response.writeHead(this.status, { location: "http://127.0.0.1:1/" }).end();
    });
    await new Promise<void>((resolve) => this.#server!.listen(0, "127.0.0.1", resolve));
    return this;
  }

  close(): void {
    this.#server?.close();
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.#server!.address() as { port: number }).port}/push/secret`;
  }

  subscription(lang: "zh" | "en" = "zh") {
    const keys = {
      p256dh: this.#pair.getPublicKey().toString("base64url"),
      auth: this.#auth.toString("base64url"),
    };
    return { endpoint: this.endpoint, keys, lang };
  }

  /** RFC 8188 and 8291, written from their text. */
  read(body: Buffer): string {
    const salt = body.subarray(0, 16), length = body[20]!;
    const theirs = body.subarray(21, 21 + length), sealed = body.subarray(21 + length);
    const shared = this.#pair.computeSecret(theirs);
    const info = Buffer.concat([Buffer.from("WebPush: info\0"), this.#pair.getPublicKey(), theirs]);
    const secret = Buffer.from(hkdfSync("sha256", shared, this.#auth, info, 32));
    const prk = createHmac("sha256", salt).update(secret).digest();
    const expand = (label: string, bytes: number) =>
      createHmac("sha256", prk).update(`Content-Encoding: ${label}\0\x01`).digest().subarray(0, bytes);
    const opened = createDecipheriv("aes-128-gcm", expand("aes128gcm", 16), expand("nonce", 12));
    opened.setAuthTag(sealed.subarray(-16));
    const plain = Buffer.concat([opened.update(sealed.subarray(0, -16)), opened.final()]);
    return plain.subarray(0, plain.lastIndexOf(2)).toString();
  }
}
