// Without a key, a log confirms no guess about a person: none of its digests and ids is an unkeyed digest of an address, or of what somebody
// wrote. Who has a list of addresses computes everything that could stand in the log, and finds nothing.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { describe, it } from "vitest";
import { isFull } from "../testing/full.ts";
import { exportSource, openExportFile } from "../cli/sources/export-file.ts";
import { canonicalAddress, comparisonKey, registrableDomain, suppressionDigest } from "../domain/address.ts";
import { canonicalJson, digestOf, keyedDigest, sha256, shortened } from "../schema/canonical.ts";
import { eventInRow } from "../schema/events.ts";
import { companyIdOf, contactIdOf, deadLetterIdOf, receiptOf } from "../schema/ids.ts";
import { SuppressionKind } from "../schema/lists.ts";
import { bodyDigestOf } from "../schema/messages.ts";
import { FIXTURES, FROZEN_LOGS, keysIn, pathsOf, readRecorded } from "../scripts/frozen/facts.ts";
import { openWithKey } from "./sealed.ts";

const ADDRESSES = isFull ? 10_000 : 1_000;
/** Long enough that a match is no accident: 64 bits. */
const HEX_DIGITS = 16;
/** What a person without the key can try in its place. */
const NO_KEYS = ["", "holdpoint"];
/** Words that this product puts before a hashed value. */
const PURPOSES = ["contact", "company", "receipt", "body", "words", "dead-letter"];

/** The starts of all texts in a log that may be an id or a digest, in hexadecimal or base64url. A prefix such as `ct_` is no part of it. */
const tokensIn = (text: string): ReadonlySet<string> =>
  new Set([
    ...[...text.matchAll(/[0-9a-f]{16,}/g)].map(([token]) => token.slice(0, HEX_DIGITS)),
    ...[...text.matchAll(/(?<![\w-])(?:[a-z]{2,3}_)?([\w-]{22,})/g)].map(([, token = ""]) => hexOf(token)),
  ]);
const hexOf = (base64url: string): string => Buffer.from(base64url, "base64url").toString("hex").slice(0, HEX_DIGITS);

const texts = new Map<string, readonly string[]>();

/** All that a guess of a text may have become without a key. */
function digestsOfText(value: string): readonly string[] {
  const known = texts.get(value);
  if (known) return known;
  const plain = ["sha256", "sha1", "md5", "sha512"].map((name) => createHash(name).update(value).digest("hex"));
  const framed = PURPOSES.flatMap((purpose) => [sha256(`${purpose}\u0000${value}`), sha256(`${purpose}:${value}`)]);
  const keyed = NO_KEYS.flatMap((key) => PURPOSES.map((purpose) => keyedDigest(key, purpose, value)));
  const all = [...plain, ...framed, ...keyed, sha256(canonicalJson(value))];
  texts.set(value, all);
  return all;
}

/** All that the functions for ids and digests give for an address, with keys that anybody can try. */
function idsOf(address: string): readonly string[] {
  const canonical = canonicalOf(address);
  return NO_KEYS.flatMap((key) => [
    contactIdOf(key, canonical),
    companyIdOf(key, registrableDomain(canonical)),
    receiptOf(key, "website", canonical),
    deadLetterIdOf(key, "ingest", canonical),
    ...SuppressionKind.options.flatMap((kind) => [
      suppressionDigest(key, kind, canonical),
      suppressionDigest(key, kind, registrableDomain(canonical)),
    ]),
  ]).map((id) => (/^[a-z]{2,3}_/.test(id) ? hexOf(id.replace(/^[a-z]+_/, "")) : id));
}

function canonicalOf(address: string): string {
  const canonical = canonicalAddress(address);
  return canonical.ok ? canonical.value : address;
}

const digestsOfAddress = (address: string): readonly string[] => [
  ...[...new Set([address, canonicalOf(address), comparisonKey(address), registrableDomain(address)])].flatMap(
    digestsOfText,
  ),
  ...idsOf(address),
];

const confirms = (tokens: ReadonlySet<string>, digests: readonly string[]): boolean =>
  digests.some((digest) => tokens.has(digest.slice(0, HEX_DIGITS)));

/** The true addresses and texts of a frozen log, opened with the keys that are recorded beside it. */
async function truth(release: string, name: (typeof FROZEN_LOGS)[number]) {
  const paths = pathsOf(release, name);
  const keys = keysIn(readRecorded(paths.recorded).keys);
  const words: Record<string, unknown>[] = [];
  for await (const { streamId, rows } of exportSource(openExportFile(paths.log)).streams({ prefix: "ct_" })) {
    for (const row of rows) {
      const event = eventInRow(row);
      words.push(openWithKey(event, keys(streamId))?.words ?? {});
    }
  }
  const signals = words.flatMap(({ signal }) => (signal ? [signal as { readonly email: string }] : []));
  return {
    log: readFileSync(paths.log, "utf8"),
    words,
    signals,
    addresses: [...new Set(signals.map(({ email }) => email))],
  };
}

const releases = readdirSync(FIXTURES, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);
const logs = releases.flatMap((release) => FROZEN_LOGS.map((name) => [release, name] as const));

describe.for(logs)("the frozen log of %s, %s, without a key,", ([release, name]) => {
  it(`confirms none of ${ADDRESSES} addresses, of which some are in it`, async ({ expect }) => {
    const { log, addresses } = await truth(release, name);
    expect(addresses.length).toBeGreaterThan(1);
    const others = Array.from(
      { length: ADDRESSES - addresses.length },
      (_, index) => `person${index}@company${index % 97}.example`,
    );
    const tokens = tokensIn(log);
    expect([...addresses, ...others].filter((one) => confirms(tokens, digestsOfAddress(one)))).toEqual([]);
  });

  it("confirms no text of a form, of a draft or of a click", async ({ expect }) => {
    const { log, signals, words } = await truth(release, name);
    const tokens = tokensIn(log);
    const guesses = [...signals, ...words].flatMap((value) => [
      digestOf(value),
      ...NO_KEYS.map((key) => bodyDigestOf(key, value as never)),
      ...Object.values(value).flatMap((one) =>
        typeof one === "string" && one !== "" ? digestsOfText(one) : [digestOf(one)],
      ),
    ]);
    // The salt is sealed with the words: it is in the log only as a part of them.
    const salts = words.flatMap(({ salt }) => (typeof salt === "string" ? [salt] : []));
    expect(salts.length).toBeGreaterThan(0);
    expect(confirms(tokens, [...guesses, ...salts])).toBe(false);
  });

  it("would be found to confirm one by a single unkeyed digest", async ({ expect }) => {
    const { log, addresses } = await truth(release, name);
    const [one = ""] = addresses;
    for (const text of [
      `cmd_${sha256(one).slice(0, 32)}`,
      `cmd_${shortened(sha256(one))}`,
      shortened(digestOf(one)),
      contactIdOf("", one),
      contactIdOf("", one).replace("ct_", "cmd_"),
    ])
      expect(confirms(tokensIn(`${log}{"commandId":"${text}"}`), digestsOfAddress(one)), text).toBe(true);
  });
});
