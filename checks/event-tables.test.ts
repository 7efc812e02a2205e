// Tests that each table over event types has all types, and that this file knows every such table of the product.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "vitest";
import { INTENTS } from "../domain/contact/intents.ts";
import { EVOLVE } from "../domain/contact/evolve.ts";
import { SHOWN } from "../durable-objects/tracing/trace-fields.ts";
import { LEAVING_WORDS } from "../durable-objects/tracing/trace-words.ts";
import { ROOT } from "../local/workers.ts";
import { DECIDING_SECTIONS } from "../replay/evidence.ts";
import { GOLDEN } from "../replay/golden-lines.ts";
import { LAWS } from "../replay/lawful.ts";
import { LEAD_EVENTS } from "../replay/leads.ts";
import { REDERIVE } from "../replay/rederive.ts";
import { SENTENCES } from "../replay/sentences.ts";
import { DECIDED_UNDER } from "../replay/what-if.ts";
import { ADMIN_STREAMS, NAMED_SOURCES, OWN_WRITERS } from "../replay/writers.ts";
import { ADMINISTRATIVE_EVENTS } from "../schema/administrative-events.ts";
import { EventType } from "../schema/events.ts";
import { WRITERS } from "../schema/writers.ts";

const TABLES = {
  ADMIN_STREAMS,
  DECIDED_UNDER,
  DECIDING_SECTIONS,
  EVOLVE,
  GOLDEN,
  INTENTS,
  LAWS,
  LEAD_EVENTS,
  LEAVING_WORDS,
  NAMED_SOURCES,
  OWN_WRITERS,
  REDERIVE,
  SENTENCES,
  SHOWN,
  WRITERS,
};

const PRODUCT = "{schema,domain,drizzle,replay,durable-objects,workers,cli}/**/*.{ts,tsx}";
const sources = globSync(PRODUCT, { cwd: ROOT })
  .filter((path) => !path.includes(".test.") && !path.endsWith(".types.ts"))
  .map((path) => ({ path, text: readFileSync(join(ROOT, path), "utf8") }));

describe("the tables over event types", () => {
  it.for(Object.entries(TABLES))("%s has an entry for each event type and no other", ([, table], { expect }) => {
    expect(Object.keys(table).toSorted()).toEqual(EventType.options.toSorted());
  });

  it("are all in the list of this test", ({ expect }) => {
    const declared =
      /^(?:export )?const (\w+): (?:EventTable<|Readonly<Record<EventType, |\{ readonly \[T in EventType\])/gm;
    const found = sources.flatMap(({ text }) => [...text.matchAll(declared)].map(([, name]) => name));
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter((name) => !Object.keys(TABLES).includes(name ?? ""))).toEqual([]);
  });

  it("agree on the administrative types: exactly those have an administrative stream", ({ expect }) => {
    const withStream = EventType.options.filter((type) => ADMIN_STREAMS[type] !== null);
    expect(withStream.toSorted()).toEqual(ADMINISTRATIVE_EVENTS.toSorted());
  });

  it("are used in place of a switch over the type of an event", ({ expect }) => {
    const withSwitch = sources.filter(({ text }) => /switch \((?:event\.)?type\)/.test(text));
    expect(withSwitch.map(({ path }) => path)).toEqual([]);
  });
});
