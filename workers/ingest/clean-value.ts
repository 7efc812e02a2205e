// Copies a parsed value so that it can be hashed, stored, sent and cloned: within the limits of depth and width, with well-formed
// text and harmless names. It uses a list instead of the call stack, because hostile bodies are deep.
import { err, ok, type Result } from "../../schema/result.ts";
import type { Problem } from "./problem.ts";

type Container = unknown[] | Record<string, unknown>;
interface Pending {
  readonly from: object;
  readonly into: Container;
  readonly depth: number;
}

/**
 * Lone surrogates become U+FFFD and NUL is removed: neither survives UTF-8, SQLite and JSON unchanged, and hashes must not change.
 */
export const cleanText = (text: string): string => text.toWellFormed().replaceAll("\0", "");

/** Drops names that every object inherits (`__proto__`, `constructor`, `toString` …): no field of ours has such a name. */
const isInherited = (name: string): boolean => name in Object.prototype || name === "prototype";

export function cleanValue(
  value: unknown,
  limits: { readonly depth: number; readonly keys: number },
): Result<unknown, Problem> {
  const root: unknown[] = [];
  const pending: Pending[] = [{ from: [value], into: root, depth: 0 }];
  let keys = 0;
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next.depth > limits.depth) return err({ reason: "too_deep" });
    const entries = Object.entries(next.from);
    if (!Array.isArray(next.from)) keys += entries.length;
    if (keys > limits.keys) return err({ reason: "too_many_keys" });
    for (const [name, inner] of entries) {
      // JSON's 1e999 parses to Infinity, which JSON cannot represent.
      if (typeof inner === "number" && !Number.isFinite(inner)) return err({ reason: "not_json" });
      put(next.into, cleanText(name), copyOf(inner, next.depth + 1, pending));
    }
  }
  return ok(root[0]);
}

/** A leaf is cleaned and returned; an object or a list gives an empty copy, which is filled later. */
function copyOf(value: unknown, depth: number, pending: Pending[]): unknown {
  if (typeof value === "string") return cleanText(value);
  if (typeof value !== "object" || value === null) return value;
  const into: Container = Array.isArray(value) ? [] : {};
  pending.push({ from: value, into, depth });
  return into;
}

function put(into: Container, name: string, value: unknown): void {
  if (Array.isArray(into)) into.push(value);
  else if (!isInherited(name)) into[name] = value;
}
