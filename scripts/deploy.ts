// `npm run deploy -- --env staging|production`: uploads this release into an installation, or takes it back to the release before.
import { carryOut, look, rollBack, versionsBefore } from "../deploy/deployment.ts";
import { buildAll } from "../deploy/build.ts";
import { fail, installationOf, lookOrEnd, options, portsFor, printAddresses, verdictOn } from "./cloud.ts";

const line = options("deploy");
const installation = await installationOf(line, false);
try {
  if (line.isDryRun) {
    const against = verdictOn(installation);
    const failed = await buildAll(installation);
    for (const text of [...against, ...failed]) console.error(`✗ ${text}`);
    console.log("Nothing was uploaded.");
    process.exit(against.length + failed.length > 0 ? 1 : 0);
  }
  if (line.isRollback) {
    const ports = await portsFor(installation, line, []);
    const looked = await look(installation, false, ports);
    if (!looked.ok) fail(looked.error);
    const back = await versionsBefore(installation, looked.value.survey, ports);
    if (!back.ok) fail(`${back.error} Nothing was changed.`);
    if (line.isCheck) {
      for (const { role, release } of back.value) console.log(`· ${role} would go back to ${release}`);
      process.exit(0);
    }
    await rollBack(back.value, looked.value.survey.account, ports);
  } else {
    const ports = await portsFor(installation, line, verdictOn(installation));
    await carryOut(await lookOrEnd(installation, line, false, ports), installation, ports);
  }
} catch (cause) {
  fail(cause instanceof Error ? cause.message : String(cause));
}
printAddresses(installation, line.isJson);
