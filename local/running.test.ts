// Tests the check that a port is free.
import { createServer } from "node:net";
import { it, onTestFinished } from "vitest";
import { isPortFree } from "./running.ts";

it("reports a port as taken while a server listens, and as free afterwards", async ({ expect }) => {
  const server = createServer();
  const port = await new Promise<number>((resolve) => {
    server.listen({ port: 0, host: "127.0.0.1" }, () => {
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : 0);
    });
  });
  onTestFinished(() => void server.close());
  expect(await isPortFree(port)).toBe(false);
  await new Promise((resolve) => server.close(resolve));
  expect(await isPortFree(port)).toBe(true);
});
