// Reads a body that a stranger sends, within a size and a time: an endless body would fill the memory that a Worker shares with its neighbours, and one
// that comes a byte a minute would hold a request open for hours.
import { joinedBytes } from "../../domain/joined-bytes.ts";
import { err, ok, type Result } from "../../schema/result.ts";

export interface ReadLimits {
  /** The most bytes, counted as they come: the length header is not trusted. */
  readonly most: number;
  /** For the whole body. */
  readonly withinMs: number;
}

/** The most time of a webhook and of a form: a mail of the largest size at 0.4 Mbit/s. Senders of webhooks give up sooner. */
export const BODY_MS = 30_000;

/** Why the whole body was not read. Nothing was done with what came of it. `broken`: the connection ended inside it. */
export type Unread = "too_large" | "too_slow" | "broken";

/** Reads the whole body. A body that is refused is read no further. */
export async function readBytes(
  stream: ReadableStream<Uint8Array> | null,
  { most, withinMs }: ReadLimits,
): Promise<Result<Uint8Array<ArrayBuffer>, Unread>> {
  if (stream === null) return ok(joinedBytes([]));
  const reader = stream.getReader();
  const refuse = (why: Unread) => {
    // Not awaited: the sender could delay the answer.
    void reader.cancel().catch(() => undefined);
    return err(why);
  };
  const chunks: Uint8Array[] = [];
  let length = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(() => resolve("late"), withinMs);
  });
  try {
    for (;;) {
      const read = await Promise.race([reader.read(), late]);
      if (read === "late") return refuse("too_slow");
      if (read.value === undefined) return ok(joinedBytes(chunks));
      length += read.value.byteLength;
      if (length > most) return refuse("too_large");
      chunks.push(read.value);
    }
  } catch {
    return err("broken");
  } finally {
    clearTimeout(timer);
  }
}
