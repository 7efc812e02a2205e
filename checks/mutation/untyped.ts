// `npm run mutation -- awaits types`: drops each `await` whose value is used and asks the type checker about its file. Those without an error are
// in testing/untyped-awaits.ts. It takes some minutes: TypeScript 6 checks one changed file after another, with the settings of its Worker.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import { ROOT } from "../../local/workers.ts";
import { awaitingFiles, everyAwait, isThrownAway } from "../../testing/awaits.ts";
import { UNTYPED_AWAITS } from "../../testing/untyped-awaits.ts";

/** The nearest tsconfig.json of a file. */
function configOf(file: string): string {
  for (let folder = dirname(file); folder !== "."; folder = dirname(folder)) {
    const config = join(ROOT, folder, "tsconfig.json");
    if (existsSync(config)) return config;
  }
  return join(ROOT, "tsconfig.json");
}

/** A type checker over the files of one tsconfig.json. `check` returns the number of a file's errors when it has this text. */
function openChecker(config: string) {
  const { config: settings } = ts.readConfigFile(config, ts.sys.readFile) as { config: unknown };
  const { fileNames, options } = ts.parseJsonConfigFileContent(settings, ts.sys, dirname(config));
  let [changed, text, version] = ["", "", 0];
  const service = ts.createLanguageService({
    ...ts.sys,
    useCaseSensitiveFileNames: () => ts.sys.useCaseSensitiveFileNames,
    getScriptFileNames: () => fileNames,
    getScriptVersion: (path) => (path === changed ? String(version) : "0"),
    getScriptSnapshot: (path) => {
      const content = path === changed ? text : ts.sys.readFile(path);
      return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content);
    },
    getCurrentDirectory: () => dirname(config),
    getCompilationSettings: () => options,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
  });
  return (path: string, content: string): number => {
    [changed, text, version] = [path, content, version + 1];
    return service.getSemanticDiagnostics(path).length;
  };
}

/** Returns whether the list is right. */
export function checkUntyped(): boolean {
  const unseen = new Set<string>();
  let count = 0;
  for (const [config, files] of Map.groupBy(awaitingFiles(), configOf)) {
    const errorsOf = openChecker(config);
    for (const file of files) {
      const path = join(ROOT, file);
      const text = readFileSync(path, "utf8");
      for (const { name, node } of everyAwait(file, text).filter((one) => !isThrownAway(one.node))) {
        count += 1;
        if (errorsOf(path, text.slice(0, node.getStart()) + text.slice(node.expression.getStart())) === 0)
          unseen.add(name);
      }
    }
  }
  const missing = [...unseen].filter((name) => !UNTYPED_AWAITS.has(name));
  const tooMany = [...UNTYPED_AWAITS].filter((name) => !unseen.has(name));
  for (const name of missing) console.log(`not found by the type checker, and not in the list: ${name}`);
  for (const name of tooMany) console.log(`in the list, but found by the type checker: ${name}`);
  console.log(`${count} awaits whose value is used, ${unseen.size} of them not found by the type checker`);
  return missing.length + tooMany.length === 0;
}
