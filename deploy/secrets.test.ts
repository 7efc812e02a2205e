// Tests the secrets of an installation: their shapes, who gets which, the file that only its owner can read, and what is said of a wrong one.
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it, onTestFinished } from "vitest";
import { production, staging } from "../testing/deploy/acme.ts";
import { ROLES, roles } from "../schema/roles.ts";
import { masterKeysIn } from "../schema/installation-keys.ts";
import { signUnsubscribe, UnsubscribeKeys, verifyUnsubscribe } from "../domain/unsubscribe-token.ts";
import { ada } from "../testing/people.ts";
import { readSources } from "../workers/ingest/sources.ts";
import { identitiesOf } from "../workers/desk/identities.ts";
import {
  fingerprintOf,
  freshSecrets,
  InstallationSecrets,
  readInstallationSecrets,
  secretsFileOf,
  secretsOf,
  SETUP_IDENTITY,
  writeInstallationSecrets,
} from "./secrets.ts";
import { SMOKE_SOURCE } from "./generate.ts";

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "holdpoint-secrets-"));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

describe("new secrets", () => {
  it("are taken by each Worker that gets them", ({ expect }) => {
    const secrets = freshSecrets(production());
    const of = Object.fromEntries(roles.map((role) => [role, secretsOf(role, secrets, production())]));
    for (const role of roles) expect(Object.keys(of[role] ?? {})).toEqual(ROLES[role].secrets);
    expect(masterKeysIn(of["contacts"]?.["MASTER_KEY"] ?? "")).toHaveLength(1);
    expect(() => UnsubscribeKeys.parse(JSON.parse(of["composer"]?.["UNSUBSCRIBE_KEYS"] ?? ""))).not.toThrow();
    expect(of["ingest"]?.["UNSUBSCRIBE_KEYS"]).toBe(of["composer"]?.["UNSUBSCRIBE_KEYS"]);
    expect(of["ingest"]?.["SYSTEM_KEY"]).toBe(of["contacts"]?.["SYSTEM_KEY"]);
    const sources = readSources({
      SOURCES: JSON.stringify({ [SMOKE_SOURCE]: { type: "standard_webhooks" } }),
      SOURCE_SECRETS: of["ingest"]?.["SOURCE_SECRETS"] ?? "",
    });
    expect([...sources.keys()]).toEqual([SMOKE_SOURCE]);
  });

  it("let nobody in by a token where Access signs people in, and each admin where it does not", ({ expect }) => {
    expect(secretsOf("desk", freshSecrets(production()), production())["DESK_TOKENS"]).toBe("{}");
    const codes = staging({ signIn: "codes" });
    const { DESK_TOKENS: tokens, SESSION_KEY: sessionKey } = secretsOf("desk", freshSecrets(codes), codes);
    expect(identitiesOf({ tokens, sessionKey })?.names).toEqual(["ada@acme.dev", SETUP_IDENTITY]);
  });
});

describe("the file of the secrets", () => {
  it("is read as it was written, by its owner alone", ({ expect }) => {
    const file = join(folder(), "deep", "acme.secrets.json");
    const secrets = freshSecrets(production());
    writeInstallationSecrets(file, secrets);
    expect(readInstallationSecrets(file)).toEqual({ ok: true, value: secrets });
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it("is outside of the repository unless another place is named", ({ expect }) => {
    expect(secretsFileOf(production(), { XDG_CONFIG_HOME: "/home/ada/.config" })).toBe(
      "/home/ada/.config/holdpoint/acme-production.secrets.json",
    );
  });

  it("is no file at first", ({ expect }) => {
    expect(readInstallationSecrets(join(folder(), "none.json"))).toEqual({ ok: true, value: null });
  });

  const good = freshSecrets(production());
  it.for([
    [{ masterKey: "short" }, "masterKey has another form"],
    [{ systemKey: good.masterKey }, "systemKey is the same as another key"],
    [{ logKey: Buffer.from("x".repeat(48)).toString("base64") }, "logKey is no Ed25519 key (PKCS#8, DER, base64)"],
    [{ sources: { web: "1" } }, "sources.web has another form"],
    [{ serviceToken: { id: "a" } }, "serviceToken.secret has another form"],
  ] as const)("is refused without a value: %j", ([change, fault], { expect }) => {
    const file = join(folder(), "acme.secrets.json");
    writeFileSync(file, JSON.stringify({ ...good, ...change }));
    expect(readInstallationSecrets(file)).toEqual({ ok: false, error: [fault] });
    expect(fault).not.toContain(good.masterKey);
  });

  it("may have the two keys of a rotation, and all keys of links that were sent", ({ expect }) => {
    const [file, next] = [join(folder(), "acme.secrets.json"), freshSecrets(production())];
    const keys = { k1: String(good.unsubscribeKey), k2: String(next.unsubscribeKey) };
    const rotating = {
      ...good,
      masterKey: `${next.masterKey} ${good.masterKey}`,
      logKey: `${next.logKey} ${good.logKey}`,
      unsubscribeKey: { current: "k2", keys },
    };
    writeInstallationSecrets(file, rotating);
    expect(readInstallationSecrets(file)).toEqual({ ok: true, value: rotating });
    const { UNSUBSCRIBE_KEYS: given = "" } = secretsOf("ingest", rotating, production());
    const parsed = UnsubscribeKeys.parse(JSON.parse(given));
    const [before] = [{ current: "k1", keys: { k1: keys.k1 } }];
    for (const sent of [signUnsubscribe(before, ada), signUnsubscribe(parsed, ada)])
      expect(verifyUnsubscribe(parsed, sent)).toBe(ada);
    writeInstallationSecrets(file, { ...rotating, unsubscribeKey: { current: "k2", keys: { k2: good.systemKey } } });
    expect(readInstallationSecrets(file)).toEqual({ ok: false, error: ["unsubscribeKey is the same as another key"] });
  });

  it("is refused when it is no JSON", ({ expect }) => {
    const file = join(folder(), "acme.secrets.json");
    writeFileSync(file, "{");
    expect(readInstallationSecrets(file)).toEqual({ ok: false, error: ["the file has another form"] });
    expect(readFileSync(file, "utf8")).toBe("{");
  });
});

describe("a fingerprint", () => {
  it("differs by value and by name, and says nothing of either", ({ expect }) => {
    const { masterKey, systemKey } = InstallationSecrets.parse(freshSecrets(production()));
    const all = [
      fingerprintOf("MASTER_KEY", masterKey),
      fingerprintOf("SYSTEM_KEY", masterKey),
      fingerprintOf("MASTER_KEY", systemKey),
    ];
    expect(new Set(all).size).toBe(3);
    expect(fingerprintOf("MASTER_KEY", masterKey)).toBe(all[0]);
    expect(all.every((one) => /^[\w-]{16}$/.test(one))).toBe(true);
  });
});
