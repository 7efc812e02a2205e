// Tests the table of source types: each example passes the checks of its own type, and files and documentation agree with the
// table.
import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, it } from "vitest";
import { ingestDeployment } from "../../testing/memory/ingest.ts";
import { secretWith, SOURCE_NAMES, typeOf, webhook } from "../../testing/stages/ingest.ts";
import { CONTENT_TYPES } from "./body.ts";
import {
  readSources,
  readSourceTypes,
  readStatedSources,
  SOURCE_TYPES,
  SOURCES,
  SourcesUnreadable,
} from "./sources.ts";

const FOLDER = join(import.meta.dirname, "sources");
const fileOf = (type: string): string => `${type.replaceAll("_", "-")}.ts`;

it("SOURCES has one entry for each file of workers/ingest/sources/, and each entry has its file", ({ expect }) => {
  const files = globSync("*.ts", { cwd: FOLDER, exclude: ["*.test.ts"] });
  const named = (file: string): string => `workers/ingest/sources/${basename(file)}`;
  const entries = SOURCE_TYPES.map((type) => fileOf(type));
  const faults = [
    ...files.filter((file) => !entries.includes(file)).map((file) => `${named(file)} has no entry in SOURCES`),
    ...entries.filter((file) => !files.includes(file)).map((file) => `${named(file)} is missing: SOURCES names it`),
  ];
  expect(faults, faults.join("; ")).toEqual([]);
});

describe.for(SOURCE_NAMES)("the example of %s", (source) => {
  const { accept, example } = SOURCES[typeOf(source)];

  it("is in a format that its type may send", ({ expect }) => {
    expect(accept).toContain(example.format);
  });

  it("is accepted and maps to its stated signal", async ({ expect }) => {
    const world = ingestDeployment();
    const request = webhook(source, example.body, { contentType: CONTENT_TYPES[example.format] });
    expect((await world.ask(request)).status).toBe(202);
    expect(world.sent.map((message) => [message.source, message.signal])).toEqual([[source, example.signal]]);
  });

  it("is refused with another secret of its type", async ({ expect }) => {
    const world = ingestDeployment();
    const contentType = CONTENT_TYPES[example.format];
    const request = webhook(source, example.body, { contentType, secret: secretWith(source, 99) });
    expect((await world.ask(request)).status).toBe(401);
  });
});

describe("the variable SOURCES", () => {
  it("names a type for each source", ({ expect }) => {
    const variable = JSON.stringify({ one: { type: "typeform" }, other: { type: "typeform" } });
    expect([...readSourceTypes(variable)]).toEqual([
      ["one", "typeform"],
      ["other", "typeform"],
    ]);
  });

  it("gives the labels of a source before the words of languages", ({ expect }) => {
    const SOURCES = JSON.stringify({ shop: { type: "signed_form", labels: { text: ["Frage 3"] } } });
    const shop = readSources({ SOURCES, SOURCE_SECRETS: "{}" }).get("shop");
    expect(shop?.map({ email: "ada@example.com", "Frage 3": "Hello" })).toMatchObject({
      ok: true,
      value: { signal: { kind: "lead", text: "Hello" } },
    });
  });

  it("marks which sources make the ids in their bodies, by type or in words", ({ expect }) => {
    const stated = {
      crm: { type: "standard_webhooks" },
      survey: { type: "typeform" },
      unmarked: { type: "signed_form" },
      marked: { type: "signed_form", makesIds: true },
      unlike: { type: "typeform", makesIds: false },
    };
    const makers = [...readStatedSources(JSON.stringify(stated))].filter(([, { makesIds }]) => makesIds);
    expect(makers.map(([name]) => name)).toEqual(["survey", "marked"]);
  });

  it.for([
    ['{"shop":{"type":"typeform","makesIds":"yes"}}', /shop: makesIds: /],
    ['{"shop":{"type":"carrier_pigeon"}}', /"shop" the type "carrier_pigeon", which does not exist/],
    ['{"shop":{"type":"constructor"}}', /"shop" the type "constructor", which does not exist/],
    ['{"shop":{}}', /shop: type: /],
    ['{"Shop":{"type":"typeform"}}', /Shop: /],
    ["{", /as JSON/],
  ] as const)("is refused with an explanation: %s", ([variable, sentence], { expect }) => {
    const read = () => readSourceTypes(variable);
    expect(read).toThrow(SourcesUnreadable);
    expect(read).toThrow(sentence);
  });

  it("is refused with the list of types when it names an unknown type", ({ expect }) => {
    expect(() => readSourceTypes('{"shop":{"type":"carrier_pigeon"}}')).toThrow(SOURCE_TYPES.join(", "));
  });
});

describe("docs/operations.md", () => {
  const page = readFileSync(join(import.meta.dirname, "../../docs/operations.md"), "utf8");
  const section = page.split("## Where leads come from")[1]?.split("\n## ")[0] ?? "";
  const rows = [...section.matchAll(/^\| `([a-z_]+)` \|(.*)\|$/gm)].map(
    ([, type = "", row = ""]) => [type, row] as const,
  );

  it("has a line for each source type, and for no other", ({ expect }) => {
    expect(rows.map(([type]) => type).toSorted()).toEqual(SOURCE_TYPES.toSorted());
  });

  it.for(SOURCE_TYPES)("names the headers, the secret and the formats of %s", (type, { expect }) => {
    const { accept, secret, sign } = SOURCES[type];
    const headers = Object.keys(sign({ secret: "any secret", body: "", id: "msg_1", nowSeconds: 0 }));
    const row = rows.find(([named]) => named === type)?.[1] ?? "";
    const words = [...headers, secret.form, accept.map((format) => FORMAT_WORDS[format]).join(" or ")];
    expect(words.filter((word) => !row.includes(word))).toEqual([]);
  });
});

const FORMAT_WORDS = { json: "JSON", form: "form fields" } as const;
