// An answer without end would fill the memory that a Worker shares with its neighbours: it is read up to a limit, and then it has failed.

/** `fetch`, whose answers may have so many bytes; reading on throws. */
export const boundedFetch =
  (fetch: typeof globalThis.fetch, mostBytes: number): typeof globalThis.fetch =>
  async (input: string | URL | Request, init?: RequestInit) => {
    const answer = await fetch(input, init);
    if (answer.body === null) return answer;
    // What is read here is decoded already.
    const headers = new Headers(answer.headers);
    headers.delete("content-encoding");
    headers.delete("content-length");
    const { status, statusText } = answer;
    return new Response(answer.body.pipeThrough(limit(mostBytes)), { status, statusText, headers });
  };

function limit(mostBytes: number): TransformStream<Uint8Array, Uint8Array> {
  let bytes = 0;
  return new TransformStream({
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      if (bytes > mostBytes) controller.error(new Error("the answer is too long"));
      else controller.enqueue(chunk);
    },
  });
}
