// For those who change code (`npm start -- --watch`): builds and serves the Workers again after a change of a source file.
import { watch } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../workers.ts";
import type { Served } from "./serve.ts";

/** The folders of the Workers' sources. */
const FOLDERS = [
  "schema",
  "domain",
  "drizzle",
  "replay",
  "durable-objects",
  "workers",
  "local/queues",
  "local/installer",
];
/** An editor writes several times when it saves. */
const PAUSE_MILLISECONDS = 200;

/** Watches until the process ends. A build that fails is reported on stderr, and the Workers stay as they are. */
export function watchSources(served: Pick<Served, "reload">, report: (text: string) => void = console.error): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running = Promise.resolve();
  const reload = async (): Promise<void> => {
    try {
      await served.reload();
      report("Built again.");
    } catch (cause) {
      report(`Not built: ${cause instanceof Error ? cause.message : String(cause)}`);
    }
  };
  for (const folder of FOLDERS) {
    watch(join(ROOT, folder), { recursive: true }, (_, name) => {
      if (!/\.(tsx?|css)$/.test(name ?? "") || /\.test\.tsx?$/.test(name ?? "")) return;
      clearTimeout(timer);
      timer = setTimeout(() => void (running = running.then(reload)), PAUSE_MILLISECONDS);
    });
  }
}
