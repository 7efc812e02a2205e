// Tests that schema/README.md names every event, command, message, signal, policy section, refusal and field, and nothing that
// does not exist.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "vitest";
import type * as z from "zod";
import { CompanyCommand } from "./company-commands.ts";
import { AdminCommand, ContactCommand } from "./commands.ts";
import { EVENTS } from "./events.ts";
import { SignalKind } from "./lists.ts";
import { Message, PoisonMessage } from "./messages.ts";
import { PolicySection } from "./policy.ts";
import { Refusal } from "./refusals.ts";
import { Shipment } from "./shipment.ts";
import { Signal } from "./signals.ts";

const page = readFileSync(join(import.meta.dirname, "README.md"), "utf8");

/** The table row whose first cell names this word. */
const rowOf = (word: string): string =>
  page.split("\n").find((line) => line.startsWith("|") && line.split("|")[1]?.includes(`\`${word}\``)) ?? "";

/** Fields of a shape that a text does not name. */
const unnamed = (fields: readonly string[], text: string): readonly string[] =>
  fields.filter((field) => !text.includes(`\`${field}\``));

const fieldsOf = (shape: z.ZodType): readonly string[] => ("shape" in shape ? Object.keys(shape.shape as object) : []);

/** Fields that every shape of a kind has: the page names them once, above the table. */
const COMMON_FIELDS = [
  "queue",
  "v",
  "id",
  "contactId",
  "streamId",
  "correlationId",
  "causationId",
  "commandId",
  "type",
  "kind",
  "follows",
];
const own = (fields: readonly string[]): readonly string[] => fields.filter((field) => !COMMON_FIELDS.includes(field));

const SIGNALS = Signal.options.flatMap((option) =>
  SignalKind.options.filter((kind) => option.shape.kind.safeParse(kind).success).map((kind) => [kind, option] as const),
);

describe("the page names", () => {
  it.for(Object.entries(EVENTS))(
    "%s with its writer and every field, payload and sealed fields in separate columns",
    ([name, { payload, sealed }], { expect }) => {
      const [, , writer = "", open = "", closed = ""] = rowOf(name).split("|");
      expect(writer.trim()).not.toBe("");
      expect(unnamed(fieldsOf(payload), open)).toEqual([]);
      expect(unnamed(fieldsOf(sealed), closed)).toEqual([]);
      expect(closed.trim() === "").toBe(fieldsOf(sealed).length === 0);
    },
  );

  it.for(
    [...ContactCommand.options, ...AdminCommand.options, ...CompanyCommand.options].map(
      (option) => [option.shape.type.value, option] as const,
    ),
  )("%s with every field", ([name, option], { expect }) => {
    expect(unnamed(own(fieldsOf(option)), rowOf(name))).toEqual([]);
    expect(rowOf(name)).not.toBe("");
  });

  it.for([...Message.options, PoisonMessage].map((option) => [option.shape.queue.value, option] as const))(
    "the queue %s with every field",
    ([queue, option], { expect }) => {
      expect(rowOf(queue)).not.toBe("");
      expect(
        unnamed(
          own(fieldsOf(option)).filter((field) => field !== "runId"),
          rowOf(queue),
        ),
      ).toEqual([]);
    },
  );

  it.for(SIGNALS)("the signal %s with every field", ([kind, option], { expect }) => {
    expect(rowOf(kind)).not.toBe("");
    expect(unnamed(own(fieldsOf(option)), rowOf(kind))).toEqual([]);
  });

  it("every policy section, refusal and field of a shipment", ({ expect }) => {
    expect(PolicySection.options.filter((section) => rowOf(section) === "")).toEqual([]);
    expect(
      unnamed(
        Refusal.options.map((option) => option.shape.reason.value),
        page,
      ),
    ).toEqual([]);
    expect(unnamed(fieldsOf(Shipment), page)).toEqual([]);
  });
});

it("the page marks with ° exactly the events that no code in domain/ writes", ({ expect }) => {
  const root = join(import.meta.dirname, "..");
  const deciding = globSync("domain/{contact,company,people,source}/*.ts", { cwd: root, exclude: ["**/*.test.ts"] })
    .map((path) => readFileSync(join(root, path), "utf8"))
    .join("\n");
  const names = Object.keys(EVENTS);
  expect(names.filter((name) => rowOf(name).includes(`\`${name}\` °`))).toEqual(
    names.filter((name) => !deciding.includes(`type: "${name}"`)),
  );
});

it("the page names no event that does not exist", ({ expect }) => {
  const rows = page
    .slice(page.indexOf("\n## Events"), page.indexOf("\n## Policy"))
    .matchAll(/^\| ((?:`[A-Z]\w+`(?:, )?)+)/gm);
  const names = [...rows].flatMap(([, cell = ""]) => cell.match(/\w+/g) ?? []);
  expect(names.toSorted()).toEqual(Object.keys(EVENTS).toSorted());
});
