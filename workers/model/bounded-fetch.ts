// An answer without end would fill the memory that a Worker shares with its neighbours: it is read up to a limit, and then it has failed.

/** `fetch`, whose answers are read whole and may have so many bytes. Throws when one has more, breaks off, or is given up meanwhile. */
export const boundedFetch =
  (fetch: typeof globalThis.fetch, mostBytes: number): typeof globalThis.fetch =>
  async (input: string | URL | Request, init?: RequestInit) => {
    const answer = await fetch(input, init);
    const { status, statusText } = answer;
    // What is read here is decoded already.
    const headers = new Headers(answer.headers);
    headers.delete("content-encoding");
    headers.delete("content-length");
    const body = answer.body === null ? null : await whole(answer.body, mostBytes, init?.signal ?? undefined);
    return new Response(body, { status, statusText, headers });
  };

async function whole(body: ReadableStream<Uint8Array>, mostBytes: number, signal?: AbortSignal): Promise<Uint8Array> {
  const reader = body.getReader();
  // Not every runtime ends a reading that waits when its request is given up.
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
