// A person on the night of the runbook: a shell in which the variables of its index are set, beside a running system, with an account at the local peer of Cloudflare's
// API. Types the commands of a page as they are printed.
import type { D1Database } from "@cloudflare/workers-types";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withAnswers } from "../../deploy/answers.ts";
import { commandLine } from "../../deploy/command.ts";
import { carryOut, look, rollBack, versionsBefore } from "../../deploy/deployment.ts";
import { writeInstallationSecrets } from "../../deploy/secrets.ts";
import { RELEASE } from "../../schema/release.ts";
import { PEER_TOKEN, startPeer } from "../cloudflare/peer.ts";
import { holdpoint } from "../command-line.ts";
import { acmeWorld, production } from "../deploy/acme.ts";
import { type Fills, follow, wordsOf } from "../runbook.ts";
import { TEST_DESK_TOKENS } from "../secrets.ts";
import { remoteShell } from "./remote-databases.ts";

const [TOKEN = ""] = Object.keys(TEST_DESK_TOKENS);

/** The system that the operator looks after. */
export interface Operated {
  readonly url: URL;
  readonly crm: D1Database;
  /** The first database of the log. */
  readonly events: D1Database;
}

export interface Typed {
  readonly code: number;
  readonly out: string;
}

export type Operator = Awaited<ReturnType<typeof operatorOf>>;

type Performs = (line: string) => Promise<Typed>;

/** `system` is asked at each command, because a deployment may replace it. */
export async function operatorOf(system: () => Operated) {
  const installation = production({ shards: 1 });
  const folder = mkdtempSync(join(tmpdir(), "holdpoint-operator-"));
  const peer = await startPeer();
  const world = acmeWorld(peer, installation);
  world.release = RELEASE;
  /** Where the commands are typed; what they write with `../` is beside it. */
  const checkout = join(folder, "checkout");
  mkdirSync(checkout);
  const config = join(folder, "holdpoint.config.json");
  writeFileSync(config, withAnswers("{}", installation.environment, installation.answers));
  const secretsFile = join(folder, "secrets.json");

  async function looked(isSetup: boolean) {
    const found = await look(installation, isSetup, world.ports);
    if (!found.ok) throw new Error(found.error);
    return found.value;
  }
  await carryOut(await looked(true), installation, world.ports);

  /** The world outside of the shell: the API of Cloudflare, and the installation's names with Access in front of the desk. */
  const remote = () =>
    remoteShell({
      deskUrl: system().url,
      token: TOKEN,
      databaseOf: (id) => ({ "db-0": system().events, "db-crm": system().crm })[id],
    });
  const outside = async (url: string, init: RequestInit): Promise<Response> => {
    const { host, pathname } = new URL(url);
    const headers = new Headers(init.headers);
    const inside = () => remote().fetch(new URL(pathname, system().url).href, { ...init, headers });
    if (host === installation.answers.hooks) return inside();
    if (host !== installation.answers.desk) return remote().fetch(url, init);
    // Access says who calls; the desk of a system on this machine knows its own tokens.
    if (headers.has("cf-access-client-id") && !headers.has("authorization"))
      headers.set("authorization", `Bearer ${TOKEN}`);
    return headers.has("cf-access-client-id")
      ? inside()
      : new Response(null, {
          status: 302,
          headers: { location: "https://acme.cloudflareaccess.com/cdn-cgi/access/login" },
        });
  };

  /** Runs `npx holdpoint` with these words. */
  async function command(args: readonly string[]): Promise<Typed> {
    const own = args[0] === "doctor";
    if (own && world.secrets) writeInstallationSecrets(secretsFile, world.secrets);
    const env = {
      ...remote().env,
      HOLDPOINT_EVENTS_DATABASES: "db-0",
      HOLDPOINT_CRM_DATABASE: "db-crm",
      ...(own && { CLOUDFLARE_API_TOKEN: PEER_TOKEN, CLOUDFLARE_API_BASE_URL: peer.url }),
    };
    // The answers and the secrets are where a person has them; the tests keep them in a folder of their own.
    const files = own ? ["--config", config, "--secrets", secretsFile] : [];
    const shell = {
      env,
      now: () => Date.now(),
      fetch: outside,
      cwd: checkout,
      // Before an erasure it asks for the contact.
      ask: async (question: string) => /Type (\S+) again/.exec(question)?.[1] ?? null,
    };
    const [words, target] = redirected(args);
    const { code, out, err } = await holdpoint([...words, ...files], shell);
    if (target !== undefined) writeFileSync(join(checkout, target), out);
    return { code, out: `${out}${err}` };
  }

  /** Performs `npm run deploy` at the peer, as scripts/deploy.ts does. */
  async function deploy(line: string): Promise<Typed> {
    const [, , , , ...args] = wordsOf(line);
    const read = commandLine("deploy", args);
    if (!read.ok) return { code: 2, out: read.error.text };
    const found = await looked(false);
    world.said.length = 0;
    if (read.value.isRollback) {
      const back = await versionsBefore(installation, found.survey, world.ports);
      if (!back.ok) return { code: 1, out: back.error };
      if (!read.value.isCheck) await rollBack(back.value, found.survey.account, world.ports);
      return { code: 0, out: back.value.map(({ role, release }) => `${role} ${release}`).join("\n") };
    }
    if (found.refusals.length > 0)
      return { code: 1, out: found.refusals.map(({ name, text }) => `✗ ${text} (${name})`).join("\n") };
    if (!read.value.isCheck) await carryOut(found, installation, world.ports);
    return { code: 0, out: world.said.join("\n") };
  }

  /** Prints the lines of a file with a word. */
  async function grep(line: string): Promise<Typed> {
    const [, word = "", file = ""] = wordsOf(line);
    const lines = readFileSync(join(checkout, file), "utf8").split("\n");
    return { code: 0, out: lines.filter((one) => one.includes(word)).join("\n") };
  }

  /** Performs a request as `curl` does. */
  async function curl(line: string): Promise<Typed> {
    const url = /"(http[^"]+)"/.exec(line)?.[1] ?? "";
    const method = /-X ([A-Z]+)/.exec(line)?.[1] ?? "GET";
    const [, name = "", value = ""] = /-H "([^:]+): ([^"]+)"/.exec(line) ?? [];
    const response = await outside(url, { method, headers: { [name]: value } });
    return { code: response.ok ? 0 : 1, out: await response.text() };
  }

  return {
    installation,
    peer,
    world,
    checkout,
    command,
    deploy,
    /**
     * Types a page. `others`: what the test does in place of a command, or before it. Answers what each command said, and the commands that
     * failed. What wrangler and openssl do is outside of this machine.
     */
    async typed(page: string, fills: Fills = {}, others: Readonly<Record<string, Performs>> = {}) {
      const nothing: Performs = async () => ({ code: 0, out: "" });
      const done = await follow<Typed>(page, {
        holdpoint: command,
        others: {
          ...others,
          "npm run deploy": others["npm run deploy"] ?? deploy,
          "curl ": curl,
          "grep ": grep,
          "npx wrangler": nothing,
          "openssl ": nothing,
        },
        fills: {
          $HOLDPOINT_DESK_TOKEN: TOKEN,
          $HOLDPOINT_DESK_URL: String(system().url).replace(/\/$/, ""),
          ...fills,
        },
      });
      const of = (begins: string): Typed => {
        const found = done.findLast(({ line }) => line.startsWith(begins));
        if (!found) throw new Error(`${page}.md has no command ${begins}`);
        return found.answer;
      };
      return {
        of,
        failed: done.filter(({ answer }) => answer.code !== 0).map(({ line, answer }) => [line, answer.out]),
      };
    },
    async stop(): Promise<void> {
      await peer.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The words of a command, and the file that its output goes to. */
function redirected(args: readonly string[]): readonly [words: readonly string[], file: string | undefined] {
  const at = args.indexOf(">");
  return at < 0 ? [args, undefined] : [args.slice(0, at), args[at + 1]];
}
