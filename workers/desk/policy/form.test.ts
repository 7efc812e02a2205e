// Tests the forms of the policy: what they show is what they read, what cannot be read is named, and nothing else of the policy changes.
import { assert, constantFrom, property, record, string } from "fast-check";
import { describe, it } from "vitest";
import type { Policy } from "../../../schema/policy.ts";
import { runs } from "../../../testing/properties.ts";
import { anyPolicy } from "../../../testing/any-policy.ts";
import { samplePolicy } from "../../../testing/sample-policy.ts";
import { allChanges, boxName, changesOf, fieldsOf, nameOf, readPart, shownValue } from "./form.ts";
import type { PartLanguage } from "./part.ts";
import { PART_NAMES, type PartName, PARTS, WEEKDAYS } from "./sections.ts";

const GERMAN = { subject: "Ihre Anfrage", body: "Guten Tag{{ first_name}},\n\n{{sender}}" };
const policy: Policy = {
  ...samplePolicy,
  compose: {
    ...samplePolicy.compose,
    templates: {
      ...samplePolicy.compose.templates,
      languages: {
        de: { initial: GERMAN, reply: GERMAN, followups: [GERMAN], yourMessage: "Ihre Nachricht", optOut: "Abmelden:" },
      },
    },
  },
};

/** A form as a browser sends it when nobody changed a field: line breaks are CR LF. */
function sent(part: PartName, language: PartLanguage | null, of = policy): Record<string, string> {
  return Object.fromEntries(
    fieldsOf(part, of, language).flatMap((field) => {
      const value = shownValue(field, of);
      const whole = [nameOf(field), value.replaceAll("\n", "\r\n")] as const;
      return field.kind === "days"
        ? [whole, ...value.split("\n").map((day) => [boxName(field, day), "on"] as const)]
        : [whole];
    }),
  );
}

const places: readonly (readonly [PartName, PartLanguage | null])[] = [
  ...PART_NAMES.map((part) => [part, part === "titles" ? "en" : null] as const),
  ["templates", "de"],
  ["titles", "ja"],
];

describe("a form of the policy", () => {
  it.for(places)("sent as it is shown changes nothing: %s %s", ([part, language], { expect }) => {
    expect(readPart(part, language, sent(part, language), policy)).toEqual({ ok: true, value: policy });
  });

  it.for(places)("has fields with labels, each name once: %s %s", ([part, language], { expect }) => {
    const fields = fieldsOf(part, policy, language);
    expect(fields.filter(({ label }) => label === "")).toEqual([]);
    expect(new Set(fields.map(nameOf)).size).toBe(fields.length);
  });

  it("changes the values of its fields and nothing else", ({ expect }) => {
    const form = { ...sent("sender", null), "compose.sender.person": " Ada Byron ", "ladder.followupDays": "1" };
    const read = readPart("sender", null, form, policy);
    expect(read.ok && changesOf(policy, read.value)).toEqual([
      { place: "compose.sender.person", before: "Robin Sample", after: "Ada Byron" },
    ]);
  });

  it("adds a follow-up and takes the last one away", ({ expect }) => {
    const at = "compose.templates.followups";
    const added = { ...sent("templates", null), [`${at}.3.subject`]: "A fourth", [`${at}.3.body`]: "Hello" };
    const more = readPart("templates", null, added, policy);
    expect(more.ok && more.value.compose.templates.followups.map(({ subject }) => subject)).toEqual([
      ...policy.compose.templates.followups.map(({ subject }) => subject),
      "A fourth",
    ]);
    const fewer = readPart(
      "templates",
      null,
      { ...sent("templates", null), [`${at}.2.subject`]: "", [`${at}.2.body`]: "" },
      policy,
    );
    expect(fewer.ok && fewer.value.compose.templates.followups).toHaveLength(2);
  });

  it("adds a language whose templates are all filled in, and names what is missing", ({ expect }) => {
    const at = "compose.templates.languages.fr";
    const french = {
      [`${at}.yourMessage`]: "votre message",
      [`${at}.optOut`]: "Pour ne plus rien recevoir, ce lien suffit :",
      ...Object.fromEntries(
        ["initial", "reply", "followups.0"].flatMap((name) => [
          [`${at}.${name}.subject`, "Votre demande"],
          [`${at}.${name}.body`, "Bonjour{{ first_name}},"],
        ]),
      ),
    };
    const read = readPart("templates", "fr", french, policy);
    expect(read.ok && Object.keys(read.value.compose.templates.languages ?? {})).toEqual(["de", "fr"]);
    const { [`${at}.optOut`]: _, ...without } = french;
    expect(readPart("templates", "fr", without, policy)).toMatchObject({
      ok: false,
      error: [{ label: "Line above the opt-out link" }],
    });
  });

  it.for([
    ["timing", "ladder.followupDays", "3, soon", "Days before each follow-up"],
    ["timing", "ladder.followupDays", "", "Days before each follow-up"],
    ["timing", "hold.expiryHours", "-1", "Hours until an undecided message expires"],
    ["timing", "hours.timeZone", "Mars/Olympus", "Time zone"],
    ["timing", "hours.from", "9", "From"],
    ["sender", "compose.sender.address", "robin at sample", "Address"],
    ["sender", "compose.sender.website", "www.sample", "Website"],
    ["sender", "compose.sender.person", "  ", "Name of the person"],
    ["words", "draft.statements", "The service costs 49 euros", "Statements"],
    ["markets", "score.verticals.0.weights.seniority", "much", "Weight of seniority"],
    ["markets", "score.verticals.0.titles", "", "Titles of the people who buy"],
  ] as const)("names the field that cannot be read: %s %s %j", ([part, name, text, label], { expect }) => {
    const read = readPart(part, null, { ...sent(part, null), [name]: text }, policy);
    expect(read.ok ? [] : read.error.map((fault) => fault.label)).toContain(label);
  });

  it.for([
    ["timing", "ladder.followupDays", "", "Something is needed here."],
    ["timing", "hold.expiryHours", "-1", "More than 0 is needed."],
    ["timing", "plan.putOffs", "1.5", "A whole number is needed."],
    ["timing", "plan.furthestUntilDays", "1000", "At most 365 is possible."],
    [
      "timing",
      "hold.autoConfirm.actions",
      "reply\nsometimes",
      "“sometimes”: One of these is needed: reply, initial, followup.",
    ],
    ["timing", "hours.timeZone", "Mars/Olympus", "It is not possible: no such time zone."],
    ["sender", "compose.sender.address", "robin", "An address is needed, as sales@company.com."],
    ["grades", "qualify.qualifiedFrom", "60", "At most 1.00 is possible."],
    ["grades", "qualify.qualifiedFrom", "much", "A number is needed, as 0.60."],
    ["grades", "qualify.freeMailDomains", "x".repeat(101), /^“x+”: At most 100 characters are possible\.$/],
    ["titles", "titles.rules.0.words.en", "chief (of all)", "It has another form than is asked for."],
    [
      "markets",
      "score.verticals.1.facts",
      "logistics",
      "Each line needs a kind, a colon and a value, as “industry: logistics”.",
    ],
    ["markets", "score.verticals.1.departments", "sales\nfun", /^“fun”: One of these is needed: sales, /],
    ["markets", "score.defaultVertical", "moon", "It is not possible: no such vertical."],
    ["limits", "ingest.bodyBytes", "0", "More than 0 is needed."],
  ] as const)("says what is needed, in words: %s %s %j", ([part, name, text, message], { expect }) => {
    const language = part === "titles" ? "en" : null;
    const read = readPart(part, language, { ...sent(part, language), [name]: text }, policy);
    const own = read.ok ? [] : read.error.filter((fault) => fault.name === name).map((fault) => fault.message);
    expect(own).toEqual([typeof message === "string" ? message : expect.stringMatching(message)]);
  });

  it("has every value of the policy but what only a file changes", ({ expect }) => {
    const languages = (part: PartName) => [null, ...(PARTS[part].languages ?? [])];
    const shown = new Set(
      PART_NAMES.flatMap((part) => languages(part).flatMap((language) => fieldsOf(part, policy, language).map(nameOf))),
    );
    const leaves = (value: unknown, place: readonly string[]): readonly string[] => {
      const name = place.join(".");
      if (shown.has(name)) return [];
      if (typeof value !== "object" || value === null) return [name];
      const entries = Object.entries(value);
      return entries.length === 0 ? [name] : entries.flatMap(([key, one]) => leaves(one, [...place, key]));
    };
    // The grammar of titles, the names of its rules, and rules without words of their own.
    const inFile = /^titles\.(vocabulary|rules\.\d+\.(id|seniority|words))$/;
    expect(leaves(policy, []).filter((place) => !inFile.test(place))).toEqual([]);
  });

  it("adds a market and takes one away", ({ expect }) => {
    const at = `score.verticals.${policy.score.verticals.length}`;
    const added = {
      ...sent("markets", null),
      [`${at}.slug`]: "retail",
      [`${at}.description`]: "Shops with many branches.",
      [`${at}.antiProfile`]: "",
      [`${at}.facts`]: "industry : retail\r\nsize: 200+",
      [`${at}.titles`]: "Head of Stores",
      [`${at}.departments`]: "sales\noperations",
      ...Object.fromEntries(
        ["seniority", "role_fit", "reachability", "propensity"].map((term) => [`${at}.weights.${term}`, "1"]),
      ),
    };
    const more = readPart("markets", null, added, policy);
    expect(more.ok && more.value.score.verticals.at(-1)).toEqual({
      slug: "retail",
      description: "Shops with many branches.",
      antiProfile: "",
      facts: [
        { kind: "industry", value: "retail" },
        { kind: "size", value: "200+" },
      ],
      titles: ["Head of Stores"],
      departments: ["sales", "operations"],
      weights: { seniority: 1, role_fit: 1, reachability: 1, propensity: 1 },
    });
    const emptied = Object.fromEntries(
      Object.entries(sent("markets", null)).map(([name, text]) => [
        name,
        name.startsWith("score.verticals.1.") ? "" : text,
      ]),
    );
    const fewer = readPart("markets", null, emptied, policy);
    expect(fewer.ok && fewer.value.score.verticals.map(({ slug }) => slug)).toEqual(
      policy.score.verticals.map(({ slug }) => slug).filter((_, index) => index !== 1),
    );
    const { [`${at}.titles`]: _, ...without } = added;
    expect(readPart("markets", null, without, policy)).toMatchObject({
      ok: false,
      error: [{ name: `${at}.titles`, message: "Something is needed here." }],
    });
  });

  it("reads titles one to a line, in small letters, and shares with a point or a comma", ({ expect }) => {
    const name = "titles.rules.0.words.en";
    const titles = readPart(
      "titles",
      "en",
      { ...sent("titles", "en"), [name]: "CEO\n  Chief  Happiness Officer\n" },
      policy,
    );
    expect(titles.ok && titles.value.titles.rules[0]?.words.en).toBe("ceo chief_happiness_officer");
    for (const text of ["0.65", "0,65"]) {
      const read = readPart("grades", null, { ...sent("grades", null), "qualify.qualifiedFrom": text }, policy);
      expect(read.ok && read.value.qualify.qualifiedFrom).toBe(6_500);
    }
    expect(shownValue({ path: ["qualify", "base"], kind: "share" }, policy)).toBe("0.40");
    expect(shownValue({ path: ["qualify", "unknownSeniorities"], kind: "lines" }, policy)).toContain("(empty)");
  });

  it("reads the days that are ticked", ({ expect }) => {
    const form = { ...sent("timing", null) };
    delete form["hours.days.monday"];
    const read = readPart("timing", null, { ...form, "hours.days.sunday": "on" }, policy);
    expect(read.ok && read.value.hours.days).toEqual(WEEKDAYS.filter((day) => day !== "monday" && day !== "saturday"));
  });

  it("keeps a value that the form does not have", ({ expect }) => {
    expect(readPart("sender", null, {}, policy)).toEqual({ ok: true, value: policy });
  });

  it("never throws, and gives a policy or the faults, for any text in any field", ({ expect }) => {
    const place = constantFrom(...places);
    const texts = record({ at: constantFrom(0, 1, 2, 3, 4, 5), text: string({ unit: "binary", maxLength: 60 }) });
    assert(
      property(place, texts, ([part, language], { at, text }) => {
        const form = sent(part, language);
        const name = Object.keys(form)[at % Object.keys(form).length] ?? "";
        const read = readPart(part, language, { ...form, [name]: text }, policy);
        if (!read.ok) expect(read.error.length).toBeGreaterThan(0);
        else
          for (const { place: changed } of changesOf(policy, read.value)) expect(name.startsWith(changed)).toBe(true);
      }),
      runs(200),
    );
  });
});

describe("all changes of a policy", () => {
  it("are none between equal policies, and some between any others", ({ expect }) => {
    assert(
      property(anyPolicy, anyPolicy, (before, after) => {
        expect(allChanges({ before, after: structuredClone(before) })).toEqual([]);
        expect(allChanges({ before, after }).length > 0).toBe(changesOf(before, after).length > 0);
      }),
      runs(30),
    );
  });

  it("are told once, in the words of their form, also of a language", ({ expect }) => {
    const { compose, ladder, score } = samplePolicy;
    const { initial, reply, followups } = compose.templates;
    const de = { yourMessage: "Ihre Nachricht", optOut: "Abmelden: {{link}}", initial, reply, followups };
    const withGerman = (subject: string): Policy["compose"] => ({
      ...compose,
      templates: { ...compose.templates, languages: { de: { ...de, initial: { ...initial, subject } } } },
    });
    const before: Policy = { ...samplePolicy, compose: withGerman("Anfrage") };
    const after: Policy = {
      ...samplePolicy,
      compose: withGerman("Ihre Anfrage"),
      ladder: { ...ladder, followupDays: [2] },
      score: { ...score, verticals: score.verticals.slice(0, -1) },
    };
    const found = allChanges({ before, after });
    const titles = found.map(({ title }) => title);
    expect(titles.filter((title) => title.startsWith("First message"))).toEqual(["First message: Subject"]);
    expect(titles.filter((title) => title.startsWith("software: ")).length).toBeGreaterThan(5);
    expect(titles.filter((title) => !/^[A-Z].*: |^software: /.test(title))).toEqual([]);
    expect(found[0]?.after).toBe("Ihre Anfrage");
  });

  it("name what no form has by its place: nobody agrees to what was not shown", ({ expect }) => {
    const [first, ...rules] = samplePolicy.titles.rules;
    const titles = { ...samplePolicy.titles, rules: [{ ...first!, seniority: "junior" as const }, ...rules] };
    const found = allChanges({ before: samplePolicy, after: { ...samplePolicy, titles } });
    expect(found).toMatchObject([{ title: "titles.rules", isList: false }]);
    expect(found[0]?.after).toContain('"junior"');
  });
});
