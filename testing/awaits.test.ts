// Tests the generator of mutants: which awaits it finds, what it makes of them, and that the type checker finds the others.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { describe, it } from "vitest";
import { ROOT } from "../local/workers.ts";
import { allAwaits, awaitsIn, withoutAwait, withSwitches } from "./awaits.ts";

const FILE = "workers/some.ts";

const SOME = `
async function some(put: (what: string) => Promise<number>, isOn: boolean): Promise<number> {
  await put("a");
  if (isOn) await put("a");
  isOn && (await put("b"));
  await (isOn ? put("c") : put("d"));
  for (const one of ["e", "f"]) await put(one);
  await Promise.all(["g"].map(async (one) => {
    await put(one);
    return put("h");
  }));
  return void (await put("i")) ?? (await put("j"));
}`;

describe("the awaits whose value nobody uses", () => {
  it("are found, each with a name of its own", ({ expect }) => {
    expect(awaitsIn(FILE, SOME).map(({ name }) => name.slice(FILE.length + 2))).toEqual([
      'await put("a")',
      'await put("a") #2',
      'await put("b")',
      'await (isOn ? put("c") : put("d"))',
      "await put(one)",
      'await Promise.all(["g"].map(async (one) => { await put(one);',
      "await put(one) #2",
      'await put("i")',
    ]);
  });

  it("have unique names in the whole product", ({ expect }) => {
    const names = allAwaits().map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThan(80);
  });

  it("are dropped one at a time", ({ expect }) => {
    const changed = withoutAwait(FILE, SOME, `${FILE}: await put("a") #2`);
    expect(changed).toBe(
      SOME.replace('if (isOn) await put("a")', 'if (isOn) (void Promise.resolve(put("a")).catch(() => undefined))'),
    );
    expect(() => withoutAwait(FILE, SOME, `${FILE}: await put("z")`)).toThrow("no await is named");
  });

  it("wait as before while no switch drops them, and are not waited for when one does", async ({ expect }) => {
    const code = ts.transpile(withSwitches(FILE, SOME), { target: ts.ScriptTarget.ES2024 });
    const some = new Function("globalThis", `${code}; return some;`) as (
      scope: object,
    ) => (...args: unknown[]) => unknown;
    const play = async (dropped: string): Promise<string> => {
      const order: string[] = [];
      const put = async (what: string): Promise<void> => {
        await Promise.resolve();
        order.push(what);
      };
      await some({ isDroppedAwait: (name: string) => name === `${FILE}: ${dropped}` })(put, true);
      return order.join("");
    };
    expect(await play("")).toBe("aabcefghij");
    expect(await play('await put("i")')).toBe("aabcefghij");
    const names = awaitsIn(FILE, SOME).map(({ name }) => name);
    const fails = async (): Promise<void> => {
      throw new Error("put failed");
    };
    for (const dropped of names) {
      const rest = some({ isDroppedAwait: (name: string) => name === dropped })(fails, true);
      await expect(rest).rejects.toThrow("put failed");
    }
    const all = some({ isDroppedAwait: () => true })(fails, true);
    await expect(all, "only the used one fails").rejects.toThrow("put failed");
  });
});

it("the type checker finds an await that is missing where its value is used", ({ expect }) => {
  const file = join(ROOT, "durable-objects/host/mailbox.ts");
  const text = readFileSync(file, "utf8").replace("const seal = await notes(why)", "const seal = notes(why)");
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
  };
  const rest = { target: ts.ScriptTarget.ES2024, module: ts.ModuleKind.ESNext, types: ["node"] };
  const host = ts.createCompilerHost({ ...options, ...rest, moduleResolution: ts.ModuleResolutionKind.Bundler });
  const { readFile } = host;
  host.readFile = (name) => (name === file ? text : readFile.call(host, name));
  const program = ts.createProgram(
    [file],
    { ...options, ...rest, moduleResolution: ts.ModuleResolutionKind.Bundler },
    host,
  );
  const found = program.getSemanticDiagnostics(program.getSourceFile(file));
  expect(found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " ")).join()).toContain(
    "Promise<",
  );
});
