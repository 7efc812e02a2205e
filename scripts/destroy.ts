// `npm run destroy -- --env staging|production --name <name>`: deletes an installation.
import { destroy, look } from "../deploy/deployment.ts";
import { fail, installationOf, options, portsFor } from "./cloud.ts";

const line = options("destroy");
const installation = await installationOf(line, false);
const { name } = installation.answers;
if (!line.isCheck && line.name !== name)
  fail(`The installation is named "${name}", not "${line.name}". Nothing was changed.`, 2);
const ports = await portsFor(installation, line, []);
try {
  const looked = await look(installation, false, ports);
  if (!looked.ok) fail(looked.error);
  const { workers, queues, databases } = looked.value.survey;
  if (line.isCheck) {
    const there = [...Object.values(workers), ...queues, ...databases].filter(
      (one) => one !== null && (!("id" in one) || one.id !== null),
    );
    for (const one of there) if (one) console.log(`· would delete ${one.name}`);
    process.exit(0);
  }
  await destroy(looked.value.survey, ports);
} catch (cause) {
  fail(`${cause instanceof Error ? cause.message : String(cause)}\nRun the command again to go on.`);
}
