// `npm run setup -- --env staging|production`: makes an installation at Cloudflare, from nothing or from where it was interrupted.
import { carryOut } from "../deploy/deployment.ts";
import { fail, installationOf, lookOrEnd, options, portsFor, printAddresses, verdictOn } from "./cloud.ts";

const line = options("setup");
const installation = await installationOf(line, true);
const ports = await portsFor(installation, line, verdictOn(installation));
try {
  await carryOut(await lookOrEnd(installation, line, true, ports), installation, ports);
} catch (cause) {
  fail(cause instanceof Error ? cause.message : String(cause));
}
printAddresses(installation, line.isJson);
if (!line.isJson)
  console.log(`\nThe secrets are in ${ports.secretsFile.path}. Keep a copy: without it no sealed word can be read.`);
