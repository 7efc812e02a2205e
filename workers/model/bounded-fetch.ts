// A `fetch` with a limit on the answer's size: an endless answer would fill the memory that a Worker shares with its neighbours.

/** A `fetch` that reads the whole answer, up to `mostBytes`. Throws when the answer is longer, breaks off, or is aborted. */
export const boundedFetch =
  (fetch: typeof globalThis.fetch, mostBytes: number): typeof globalThis.fetch =>
  async (input: string | URL | Request, init?: RequestInit) => {
    const answer = await fetch(input, init);
    const { status, statusText } = answer;
    // The body read here is already decoded.
    const headers = new Headers(answer.headers);
    headers.delete("content-encoding");
    headers.delete("content-length");
    const body = answer.body === null ? null : await whole(answer.body, mostBytes, init?.signal ?? undefined);
    return new Response(body, { status, statusText, headers });
  };

async function whole(body: ReadableStream<Uint8Array>, mostBytes: number, signal?: AbortSignal): Promise<Uint8Array> {
  const reader = body.getReader();
  // Not every runtime ends a pending read when its request is aborted.
  const giveUp = (): void => void reader.cancel(signal?.reason).catch(() => undefined);
  signal?.addEventListener("abort", giveUp, { once: true });
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      bytes += read.value.byteLength;
      if (bytes > mostBytes) throw new Error("the answer is too long");
      chunks.push(read.value);
    }
    signal?.throwIfAborted();
    return Buffer.concat(chunks);
  } catch (error) {
    giveUp();
    throw error;
  } finally {
    signal?.removeEventListener("abort", giveUp);
  }
}
