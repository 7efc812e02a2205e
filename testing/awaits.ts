// Generated mutants: for each `await` that no type checker would miss, the same code without it. Most are statements whose value nobody uses.
// Such an `await` stands between two effects: an acknowledgement that waits for a write, an answer that waits for the log. When it is dropped,
// types and the plain case stay right, and only the order is lost. Where the value is used, it is a promise without the `await`, which the type
// checker finds; those that it does not find are listed in untyped-awaits.ts, and have a mutant too. A `for await` has none, since it reads values.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { ROOT } from "../local/workers.ts";
import { UNTYPED_AWAITS } from "./untyped-awaits.ts";

/** An `await` with a mutant. */
export interface MutableAwait {
  /** The file and the text from the `await` on, without line numbers: edits elsewhere do not change it. */
  readonly name: string;
  /** The path from the root of the project. */
  readonly file: string;
}

/** How much of the text is in a name. */
const NAMED_CHARACTERS = 60;

/** The rim, where effects are awaited: what holds the objects and the Workers. Pages, samples and tests are left out. */
const SOURCES = ["durable-objects/**/*.{ts,tsx}", "workers/**/*.{ts,tsx}"];
const LEFT_OUT = [/\.(test|types|d)\.tsx?$/, /^workers\/desk\/(sample|pages)\//];

/** The files that get mutants, in order. */
export const awaitingFiles = (): readonly string[] =>
  globSync(SOURCES, { cwd: ROOT })
    .filter((file) => !LEFT_OUT.some((pattern) => pattern.test(file)))
    .toSorted();

/** All awaits of the product that have a mutant, by file and place. */
export const allAwaits = (): readonly MutableAwait[] =>
  awaitingFiles().flatMap((file) => awaitsIn(file, readFileSync(join(ROOT, file), "utf8")));

/** Those of one file, in the order of the text. */
export const awaitsIn = (file: string, text: string): readonly MutableAwait[] =>
  found(file, text).map(({ name }) => ({ name, file }));

/** The file without the await of this name. Throws when the file has none of this name. */
export function withoutAwait(file: string, text: string, name: string): string {
  const all = found(file, text);
  if (!all.some((one) => one.name === name)) throw new Error(`no await is named "${name}"`);
  return rewritten(text, all, (one, operand) => (one.name === name ? dropped(one, operand) : `await ${operand}`));
}

/** The name of the global function that says, while the code of `withSwitches` runs, whether an await is dropped now. */
export const SWITCH = "isDroppedAwait";

/** The file with each of these awaits behind a switch (`SWITCH`), so that one loaded copy is all of its mutants. */
export const withSwitches = (file: string, text: string): string =>
  rewritten(
    text,
    found(file, text),
    (one, operand) =>
      `(globalThis.${SWITCH}(${JSON.stringify(one.name)}) ? ${dropped(one, operand)} : await ${operand})`,
  );

/** The effect is started and nobody waits for it. Its failure reaches nobody, as that of a forgotten promise; a used value is the promise. */
const dropped = ({ node }: Found, operand: string): string =>
  isThrownAway(node)
    ? `(void Promise.resolve(${operand}).catch(() => undefined))`
    : `((one) => (one.catch(() => undefined), one))(Promise.resolve(${operand}))`;

interface Found {
  readonly name: string;
  readonly node: ts.AwaitExpression;
}

const found = (file: string, text: string): readonly Found[] =>
  everyAwait(file, text).filter(({ name, node }) => isThrownAway(node) || UNTYPED_AWAITS.has(name));

/** Every await of a file, with its name. */
export function everyAwait(file: string, text: string): readonly Found[] {
  const kind = file.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, kind);
  const nodes: ts.AwaitExpression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isAwaitExpression(node)) nodes.push(node);
    ts.forEachChild(node, visit);
  };
  visit(source);
  const counts = new Map<string, number>();
  return nodes.map((node) => {
    const words = node.getText(source).replaceAll(/\s+/g, " ").slice(0, NAMED_CHARACTERS).trim();
    const count = (counts.get(words) ?? 0) + 1;
    counts.set(words, count);
    return { node, name: `${file}: ${words}${count > 1 ? ` #${count}` : ""}` };
  });
}

/** Whether an expression is a statement, an operand of `void`, or the last part of such an expression. */
export function isThrownAway(node: ts.Expression): boolean {
  const { parent } = node;
  if (ts.isExpressionStatement(parent) || ts.isVoidExpression(parent)) return true;
  if (ts.isParenthesizedExpression(parent)) return isThrownAway(parent);
  if (ts.isBinaryExpression(parent)) return LAST_COUNTS.has(parent.operatorToken.kind) && isThrownAway(parent);
  return ts.isConditionalExpression(parent) && parent.condition !== node && isThrownAway(parent);
}

/** Operators whose value is that of an operand. The left operand of the first three is read as a condition, which the type checker finds. */
const LAST_COUNTS: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
  ts.SyntaxKind.CommaToken,
]);

/** The text with each await replaced. An await within the operand of another is replaced first. */
function rewritten(
  text: string,
  all: readonly Found[],
  replace: (one: Found, operand: string) => string,
  from = 0,
  to = text.length,
): string {
  let [result, at] = ["", from];
  for (const one of all) {
    const { node } = one;
    const [start, end] = [node.getStart(), node.getEnd()];
    if (start < at || end > to) continue;
    result += text.slice(at, start) + replace(one, rewritten(text, all, replace, node.expression.getStart(), end));
    at = end;
  }
  return result + text.slice(at, to);
}
