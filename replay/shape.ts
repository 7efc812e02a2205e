// Compiles the schemas of schema/ to fast checks, for reading a million events. A check accepts only what the schema accepts (a test compares
// both). A value that a check refuses is then parsed by the schema itself, which decides and gives the reason.
import * as z from "zod";

/**
 * Returns the number of characters of the value's canonical text (RFC 8785) if the value has the schema's shape and its keys are in canonical
 * order; otherwise REFUSED. The value must come from `JSON.parse`. A check may refuse a value that the schema accepts, but never accepts one
 * that the schema refuses.
 *
 * A text without escapes that parses to the value and has this number of characters is the canonical text, because spaces and repeated keys
 * only make a text longer. Only some numbers have another spelling of the same or a shorter length ("100" is "1e2"): each of them adds UNSURE.
 */
export type Check = (value: unknown) => number;

export const REFUSED = -1;
/** Larger than the length of any text. */
export const UNSURE = 2 ** 40;

const CHECKS = new WeakMap<z.core.$ZodType, Check>();

/** The check of a schema, compiled once. */
export function checkOf(schema: z.core.$ZodType): Check {
  const known = CHECKS.get(schema);
  if (known) return known;
  const check = compile(schema);
  CHECKS.set(schema, check);
  return check;
}

function compile(schema: z.core.$ZodType): Check {
  if (schema instanceof z.ZodObject) return objectCheck(schema);
  if (schema instanceof z.ZodRecord) return recordCheck(schema);
  if (schema instanceof z.ZodArray) return arrayCheck(schema);
  if (schema instanceof z.ZodTuple) return tupleCheck(schema);
  if (schema instanceof z.ZodUnion) return unionCheck(schema);
  if (schema instanceof z.ZodNullable) {
    const check = checkOf(schema.unwrap());
    return (value) => (value === null ? NULL_CHARACTERS : check(value));
  }
  if (schema instanceof z.ZodString) return stringCheck(schema);
  if (schema instanceof z.ZodNumber) return numberCheck(schema);
  if (schema instanceof z.ZodBoolean) return booleanLength;
  if (schema instanceof z.ZodNull) return (value) => (value === null ? NULL_CHARACTERS : REFUSED);
  if (schema instanceof z.ZodUnknown) return lengthOf;
  if (schema instanceof z.ZodEnum || schema instanceof z.ZodLiteral) {
    const words: ReadonlySet<unknown> = new Set(schema instanceof z.ZodEnum ? schema.options : [...schema.values]);
    return (value) => (words.has(value) ? lengthOf(value) : REFUSED);
  }
  if (schema instanceof z.ZodISODateTime && schema.def.pattern && !schema.def.checks?.length)
    return timeCheck(schema.def.pattern);
  if (schema instanceof z.ZodBase64 && !schema.def.checks?.length)
    return (value) => (typeof value === "string" && isBase64(value) ? value.length + QUOTES : REFUSED);
  // Other schemas, such as formats of strings, are not compiled: the check calls the schema itself.
  return askingSchema(schema);
}

const askingSchema =
  (schema: z.core.$ZodType): Check =>
  (value) =>
    z.safeParse(schema, value).success ? lengthOf(value) : REFUSED;

const QUOTES = 2;
const BRACKETS = 2;
const NULL_CHARACTERS = 4;

const booleanLength: Check = (value) => (value === true ? 4 : value === false ? 5 : REFUSED);

/** An integer that is no multiple of 100, or a short decimal from 0.1 up, has no other spelling that is as short. Other numbers add UNSURE. */
function numberLength(value: number): number {
  if (Number.isSafeInteger(value)) {
    if (value >= 0 && value < 10) return Object.is(value, -0) ? UNSURE : 1;
    return String(value).length + (value % 100 === 0 ? UNSURE : 0);
  }
  const { length } = String(value);
  return length + (Math.abs(value) >= 0.1 && length <= 8 ? 0 : UNSURE);
}

/** The length of any value whose keys are in canonical order. */
function lengthOf(value: unknown): number {
  if (typeof value === "string") return value.length + QUOTES;
  if (typeof value === "number") return numberLength(value);
  if (value === null) return NULL_CHARACTERS;
  if (typeof value === "boolean") return booleanLength(value);
  return Array.isArray(value) ? elementsLength(value, lengthOf) : fieldsLength(value, anyKey, lengthOf);
}

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function elementsLength(values: readonly unknown[], check: Check): number {
  let total = values.length === 0 ? BRACKETS : BRACKETS + values.length - 1;
  for (let index = 0; index < values.length; index += 1) {
    const length = check(values[index]);
    if (length === REFUSED) return REFUSED;
    total += length;
  }
  return total;
}

/** JSON.parse moves numeric keys to the front, and `__proto__` needs special care: values with such keys are left to the schema. */
function isOddKey(key: string): boolean {
  const first = key.charCodeAt(0);
  return (first >= DIGIT_0 && first <= DIGIT_9) || key === "__proto__";
}
const [DIGIT_0, DIGIT_9] = [48, 57];

function fieldsLength(value: unknown, keys: Check, values: Check): number {
  if (!isFields(value)) return REFUSED;
  let [total, count, last] = [BRACKETS, 0, ""];
  for (const key in value) {
    const keyLength = keys(key);
    const length = values(value[key]);
    if (keyLength === REFUSED || length === REFUSED || (count > 0 && key <= last) || isOddKey(key)) return REFUSED;
    total += keyLength + 1 + length;
    count += 1;
    last = key;
  }
  return count > 1 ? total + count - 1 : total;
}
const anyKey: Check = (key) => String(key).length + QUOTES;

function objectCheck(schema: z.ZodObject): Check {
  if (!(schema.def.catchall instanceof z.ZodNever)) return askingSchema(schema);
  // Both the value's keys and the schema's keys are in canonical order, so one loop compares them.
  const names = Object.keys(schema.shape).toSorted((a, b) => (a < b ? -1 : 1));
  const fields = names.map((name) => schema.shape[name] as z.core.$ZodType);
  const checks = fields.map((field) => checkOf(field instanceof z.ZodOptional ? field.unwrap() : field));
  const optional = fields.map((field) => field instanceof z.ZodOptional);
  return (value) => {
    if (!isFields(value)) return REFUSED;
    let [next, total, count] = [0, BRACKETS, 0];
    for (const key in value) {
      while (names[next] !== key) {
        if (optional[next] !== true) return REFUSED;
        next += 1;
      }
      const length = checks[next]?.(value[key]) ?? REFUSED;
      if (length === REFUSED) return REFUSED;
      total += key.length + QUOTES + 1 + length;
      count += 1;
      next += 1;
    }
    for (; next < names.length; next += 1) if (!optional[next]) return REFUSED;
    return count > 1 ? total + count - 1 : total;
  };
}

function recordCheck(schema: z.ZodRecord): Check {
  const [keyType, values] = [schema.keyType, checkOf(schema.valueType)];
  // A record over a closed list must have every key of the list, unless it is a partial record.
  if (keyType instanceof z.ZodEnum && !schema.def.partial)
    return objectCheck(
      z.strictObject(Object.fromEntries(keyType.options.map((key) => [key, schema.valueType as z.ZodType]))),
    );
  const keys = checkOf(keyType);
  return (value) => fieldsLength(value, keys, values);
}

function arrayCheck(schema: z.ZodArray): Check {
  const [element, bounds] = [checkOf(schema.element), boundsOf(schema.def.checks)];
  if (!bounds) return askingSchema(schema);
  return (value) =>
    Array.isArray(value) && value.length >= bounds.least && value.length <= bounds.most
      ? elementsLength(value, element)
      : REFUSED;
}

function tupleCheck(schema: z.ZodTuple): Check {
  const items = schema.def.items;
  if (schema.def.rest !== null) return askingSchema(schema);
  const checks = items.map((item) =>
    checkOf(item instanceof z.ZodOptional ? (item.unwrap() as z.core.$ZodType) : item),
  );
  const least = items.filter((item) => !(item instanceof z.ZodOptional)).length;
  return (value) => {
    if (!Array.isArray(value) || value.length < least || value.length > checks.length) return REFUSED;
    let total = BRACKETS + value.length - 1;
    for (let index = 0; index < value.length; index += 1) {
      const length = checks[index]?.(value[index]) ?? REFUSED;
      if (length === REFUSED) return REFUSED;
      total += length;
    }
    return total;
  };
}

function unionCheck(schema: z.ZodUnion): Check {
  const options = schema.options.map(checkOf);
  return (value) => {
    for (const option of options) {
      const length = option(value);
      if (length !== REFUSED) return length;
    }
    return REFUSED;
  };
}

function stringCheck(schema: z.ZodString): Check {
  const checks = schema.def.checks ?? [];
  const patterns = checks.flatMap((check) => patternOf(check) ?? []);
  const bounds = boundsOf(checks.filter((check) => patternOf(check) === undefined));
  if (!bounds || patterns.length > 1) return askingSchema(schema);
  const { least, most } = bounds;
  const [pattern] = patterns;
  return (value) =>
    typeof value === "string" && value.length >= least && value.length <= most && (!pattern || pattern.test(value))
      ? value.length + QUOTES
      : REFUSED;
}

interface Bounds {
  readonly least: number;
  readonly most: number;
}

/** The lengths that the checks allow; undefined when one of them checks something other than a length. */
function boundsOf(checks: readonly z.core.$ZodCheck<never>[] = []): Bounds | undefined {
  let bounds: Bounds | undefined = { least: 0, most: Infinity };
  for (const {
    _zod: { def },
  } of checks) {
    if (def.check === "min_length")
      bounds = { ...bounds, least: Math.max(bounds.least, (def as z.core.$ZodCheckMinLengthDef).minimum) };
    else if (def.check === "max_length")
      bounds = { ...bounds, most: Math.min(bounds.most, (def as z.core.$ZodCheckMaxLengthDef).maximum) };
    else return undefined;
  }
  return bounds;
}

function patternOf({ _zod: { def } }: z.core.$ZodCheck<never>): RegExp | undefined {
  if (def.check !== "string_format") return undefined;
  const { pattern, format } = def as z.core.$ZodCheckStringFormatDef;
  return format === "regex" && pattern && !/[gy]/.test(pattern.flags) ? pattern : undefined;
}

function numberCheck(schema: z.ZodNumber): Check {
  const format = schema instanceof z.ZodNumberFormat ? schema._zod.def.format : null;
  const limits = (schema.def.checks ?? []).map(limitOf);
  if (limits.some((limit) => limit === undefined) || (format !== null && format !== "safeint"))
    return askingSchema(schema);
  const least = Math.max(-Infinity, ...limits.map((limit) => limit?.least ?? -Infinity));
  const most = Math.min(Infinity, ...limits.map((limit) => limit?.most ?? Infinity));
  return (value) =>
    typeof value === "number" && value >= least && value <= most && (format === null || Number.isSafeInteger(value))
      ? numberLength(value)
      : REFUSED;
}

/** An inclusive limit; undefined for any other check. The integer check of `z.int()` is handled in `numberCheck`. */
function limitOf({ _zod: { def } }: z.core.$ZodCheck<never>): Bounds | undefined {
  const { value, inclusive } = def as z.core.$ZodCheckGreaterThanDef | z.core.$ZodCheckLessThanDef;
  if (def.check === "number_format") return { least: -Infinity, most: Infinity };
  if (!inclusive) return undefined;
  if (def.check === "greater_than") return { least: Number(value), most: Infinity };
  return def.check === "less_than" ? { least: -Infinity, most: Number(value) } : undefined;
}

/**
 * Whether a text is standard base64. The decoder skips invalid characters, so an invalid text gives fewer bytes than its length implies. It also
 * accepts the URL variant, so `-` and `_` are refused first.
 */
function isBase64(text: string): boolean {
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  const bytes = (text.length / 4) * 3 - padding;
  return !text.includes("-") && !text.includes("_") && Buffer.from(text, "base64").length === bytes;
}

/** Matches times as `toISOString` writes them, on days that every month has. It is faster than the schema's pattern, and most times match it. */
const PLAIN_TIME = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;
const timeCheck =
  (pattern: RegExp): Check =>
  (value) =>
    typeof value === "string" && (PLAIN_TIME.test(value) || pattern.test(value)) ? value.length + QUOTES : REFUSED;
