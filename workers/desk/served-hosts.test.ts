// Tests which requests the desk serves when its hosts are named, and when they are not.
import { describe, it } from "vitest";
import { isServed } from "./served-hosts.ts";

const HOSTS = "localhost:8787,127.0.0.1:8787,[::1]:8787";
const asked = (headers: Record<string, string>, hosts = HOSTS): boolean =>
  isServed(new Request("http://localhost:8787/login", { headers }), hosts);

describe("isServed", () => {
  it.for(["localhost:8787", "127.0.0.1:8787", "[::1]:8787"])("serves %s", (host, { expect }) => {
    expect(asked({ host })).toBe(true);
    expect(asked({ host, origin: `http://${host}` })).toBe(true);
    expect(asked({ host, origin: "null" })).toBe(true);
  });

  it.for(["evil.example", "evil.example:8787", "localhost", "localhost:8788", "localhost:8787.evil.example", ""])(
    "refuses the host “%s”",
    (host, { expect }) => {
      expect(asked({ host })).toBe(false);
    },
  );

  it("refuses a page of another site", ({ expect }) => {
    expect(asked({ host: "localhost:8787", origin: "https://evil.example" })).toBe(false);
    expect(asked({ host: "localhost:8787", origin: "http://localhost:3000" })).toBe(false);
  });

  it("serves every request of a deployment, which names no hosts", ({ expect }) => {
    expect(asked({ host: "desk.example", origin: "https://other.example" }, "")).toBe(true);
  });
});
