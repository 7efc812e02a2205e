// Tests `companies|facts|contacts export`: to stdout and to a file, and that a file which breaks off is no file.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "vitest";
import { exportHeader } from "../domain/import/own-file.ts";
import { aFolder, holdpoint } from "../testing/command-line.ts";

const HEADER = exportHeader("companies");
const LINE = '"winter.example","","\'=1+1 日本","known","",""\r\n';

/** A desk that answers with chunks; it breaks off where one is null. */
function aDesk(chunks: readonly (string | Uint8Array | null)[], status = 200) {
  const asked: { readonly path: string; readonly method: string; readonly body: unknown }[] = [];
  const run = (...args: readonly string[]) =>
    holdpoint(args, {
      env: { HOLDPOINT_DESK_URL: "https://desk.example", HOLDPOINT_DESK_TOKEN: "token-of-the-tests" },
      fetch: async (url, { method = "", body }) => {
        asked.push({ path: new URL(url).pathname, method, body: body ? JSON.parse(String(body)) : null });
        const rest = [...chunks];
        const stream = new ReadableStream<Uint8Array>({
          pull(controller) {
            const chunk = rest.shift();
            if (chunk === undefined) return controller.close();
            if (chunk === null) return controller.error(new Error("reset"));
            controller.enqueue(typeof chunk === "string" ? new TextEncoder().encode(chunk) : chunk);
          },
        });
        return new Response(stream, { status, headers: { "content-type": "text/csv" } });
      },
    });
  return { asked, run };
}

describe("an export", () => {
  it("goes to stdout as it is, also where a chunk ends within a character", async ({ expect }) => {
    const bytes = new TextEncoder().encode(HEADER + LINE);
    const cut = HEADER.length + 25;
    const { run, asked } = aDesk([bytes.slice(0, cut), bytes.slice(cut)]);
    expect(await run("companies", "export")).toEqual({ code: 0, out: HEADER + LINE, err: "" });
    expect(asked).toEqual([{ path: "/api/v1/export/companies", method: "GET", body: null }]);
  });

  it("goes to a file, and replaces none without being told", async ({ expect }) => {
    const { run } = aDesk([HEADER, LINE]);
    const file = join(aFolder(), "companies.csv");
    expect((await run("companies", "export", "--file", file)).code).toBe(0);
    expect(readFileSync(file, "utf8")).toBe(HEADER + LINE);
    writeFileSync(file, "mine");
    const refused = await run("companies", "export", "--file", file);
    expect([refused.code, refused.err.includes("exists already"), readFileSync(file, "utf8")]).toEqual([
      2,
      true,
      "mine",
    ]);
    expect((await run("companies", "export", "--file", file, "--force")).code).toBe(0);
    expect(readFileSync(file, "utf8")).toBe(HEADER + LINE);
  });

  it("that breaks off is an error and leaves no file", async ({ expect }) => {
    const { run } = aDesk([HEADER, LINE, null]);
    const file = join(aFolder(), "facts.csv");
    const { code, err } = await run("facts", "export", "--file", file);
    expect([code, err.includes("does not answer"), existsSync(file), existsSync(`${file}.part`)]).toEqual([
      2,
      true,
      false,
      false,
    ]);
    expect((await run("facts", "export")).code).toBe(2);
  });

  it("of contacts names a reason", async ({ expect }) => {
    const { run, asked } = aDesk([exportHeader("contacts")]);
    expect((await run("contacts", "export")).code).toBe(2);
    expect(asked).toEqual([]);
    expect((await run("contacts", "export", "--why", "the new CRM")).code).toBe(0);
    expect(asked).toEqual([
      { path: "/api/v1/export/contacts", method: "POST", body: { reason: "other", why: "the new CRM" } },
    ]);
  });
});
