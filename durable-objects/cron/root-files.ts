// The files of roots in R2: parts of an unfinished file under `parts/`, finished files by day.
import { CHECKPOINT } from "../../schema/checkpoint.ts";
import { RootHead, rootFileNames } from "../../schema/root-file.ts";
import type { Head } from "../../schema/shipment.ts";
import type { RootFiles } from "./root.ts";

const PARTS = "parts/";

export const r2RootFiles = (bucket: R2Bucket): RootFiles => ({
  async putPart(name, text) {
    await bucket.put(`${PARTS}${name}`, text);
  },

  async compose({ names, root, head, parts, bytes }) {
    const name = await placeFor(bucket, names, root);
    if (name === null) return true;
    const stored = new Set(await keysUnder(bucket, PARTS));
    const keys = parts.map((part) => `${PARTS}${part}`);
    if (!keys.every((key) => stored.has(key))) return false;
    // R2 accepts a stream of known length, so a file of any size passes through without being in memory.
    const { readable, writable } = new FixedLengthStream(bytes);
    const written = bucket.put(name, readable, {
      httpMetadata: { contentType: "application/x-ndjson" },
      customMetadata: { root },
    });
    const ends = await Promise.allSettled([fill(writable, { bucket, head, keys }), written]);
    const failed = ends.find((end) => end.status === "rejected");
    if (failed) throw failed.reason;
    return true;
  },

  async publish(files) {
    for (const { path, bytes } of files)
      await bucket.put(path, bytes, {
        httpMetadata: { contentType: path === CHECKPOINT ? "text/plain; charset=utf-8" : "application/octet-stream" },
      });
  },

  async dropParts() {
    const keys = await keysUnder(bucket, PARTS);
    for (let next = 0; next < keys.length; next += KEYS_PER_CALL)
      await bucket.delete(keys.slice(next, next + KEYS_PER_CALL));
  },
});

/** The heads in the file of a root, in ascending order of stream ids; null when the bucket does not have it. */
export async function headsOfRoot(
  bucket: R2Bucket,
  { day, root }: { readonly day: string; readonly root: string },
): Promise<readonly Head[] | null> {
  for (const name of rootFileNames(day, root)) {
    const object = await bucket.get(name);
    if (object?.customMetadata?.["root"] !== root) continue;
    const [, ...lines] = (await object.text()).trimEnd().split("\n");
    return lines.map((line) => RootHead.parse(JSON.parse(line)));
  }
  return null;
}

/** The first free name; null when this root's file exists already. A bucket with a lock would refuse a second write. */
async function placeFor(bucket: R2Bucket, names: readonly string[], root: string): Promise<string | null> {
  for (const name of names) {
    const existing = await bucket.head(name);
    if (existing === null) return name;
    if (existing.customMetadata?.["root"] === root) return null;
  }
  throw new Error("another root's file exists under every name");
}

/** The most keys that R2 deletes in one call. */
const KEYS_PER_CALL = 1_000;

async function keysUnder(bucket: R2Bucket, prefix: string): Promise<readonly string[]> {
  const keys: string[] = [];
  let page = await bucket.list({ prefix });
  for (;;) {
    keys.push(...page.objects.map(({ key }) => key));
    if (!page.truncated) return keys;
    page = await bucket.list({ prefix, cursor: page.cursor });
  }
}

interface Filling {
  readonly bucket: R2Bucket;
  readonly head: string;
  readonly keys: readonly string[];
}

/** Writes the head and then each part into the stream. R2 knows the length, so a stream that ends early creates no object. */
async function fill(writable: WritableStream, { bucket, head, keys }: Filling): Promise<void> {
  const writer = writable.getWriter();
  try {
    await writer.write(new TextEncoder().encode(head));
    for (const key of keys) {
      const object = await bucket.get(key);
      if (!object) throw new Error("a part is gone");
      for await (const chunk of object.body) await writer.write(chunk);
    }
    await writer.close();
  } catch (cause) {
    await writer.abort(cause).catch(() => undefined);
    throw cause;
  }
}
