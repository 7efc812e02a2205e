// `npm run lead` and `npm run mail`: signs a file as one of the sources does, and posts it. See `npm run lead -- --help`.
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { fillTimes } from "../samples/files.ts";
import { contactIdOf } from "../schema/ids.ts";
import { leadOptions, type LeadOptions } from "../local/options.ts";
import { SECRETS_FILE } from "../local/place.ts";
import { readSecrets } from "../local/secrets.ts";
import { signalIn } from "../local/signal-in.ts";
import { localSources } from "../local/sources.ts";
import { mailBody, postWebhook } from "../local/webhook.ts";

function fail(text: string): never {
  console.error(text);
  process.exit(1);
}

/** Reads the body. A path is relative to the folder of the shell (INIT_CWD), since npm runs the script in the project's folder. */
function readBody(file: string): string {
  try {
    const bytes = readFileSync(resolve(process.env["INIT_CWD"] ?? ".", file));
    return file.endsWith(".eml") ? mailBody(bytes) : fillTimes(bytes.toString("utf8"), new Date());
  } catch {
    return fail(`The file ${file} cannot be read.`);
  }
}

async function sendLead({ source, file, url, id }: LeadOptions): Promise<void> {
  const sources = localSources();
  const type =
    sources.get(source) ?? fail(`There is no source "${source}". There are: ${[...sources.keys()].join(", ")}.`);
  const body = readBody(file);
  const secrets = readSecrets(SECRETS_FILE);
  const secret = secrets?.sources[source];
  if (!secrets || !secret) return fail("There are no local secrets yet: run npm start first.");

  const posted = await postWebhook(url, { source, type, secret, file, body, id: id ?? `msg_${randomUUID()}` }).catch(
    () => fail(`No server answers at ${url}. Is npm start running? (--url sets the address)`),
  );
  if (!posted.ok) return fail(`Refused with ${posted.status}: ${posted.problem}`);
  console.log(
    posted.receipt
      ? `Accepted. Receipt ${posted.receipt}`
      : "Accepted and ignored: Holdpoint does not process this type of webhook.",
  );
  const signal = await signalIn({ type, file, body });
  if (signal === null) return;
  const contact = new URL(`/contacts/${contactIdOf(secrets.systemKey, signal.email)}`, url);
  console.log(`Visible within seconds:\n  the contact  ${contact}\n  the inbox    ${new URL("/", url)}`);
}

const commandLine = leadOptions(process.argv.slice(2));
if (!commandLine.ok) {
  (commandLine.error.isMistake ? console.error : console.log)(commandLine.error.text);
  process.exit(commandLine.error.isMistake ? 2 : 0);
}
await sendLead(commandLine.value);
