// The context of a whole log: with every company, which the commands read only where a stream cites them.
import { companyBook } from "../replay/companies.ts";
import { gatherContext, type LogContext } from "../replay/context.ts";
import { readEvent } from "../replay/read-event.ts";
import type { Keys, LogSource } from "../replay/source.ts";

export async function wholeContext(source: LogSource, keys?: Keys): Promise<LogContext> {
  const companies = companyBook();
  for await (const { rows } of source.streams({ prefix: "co_" }))
    for (const row of rows) {
      const { event } = readEvent(row);
      if (event) companies.learn(event);
    }
  return { ...(await gatherContext(source, keys)), companies };
}
