// Clicks on webhook sources that change one and show no secret. Adding a source and making a secret answer with the secret, once: they are in
// source-routes.tsx.
import * as z from "zod";
import { FormField, SendableKind, SourceSends, SourceTrust } from "../../../schema/lists.ts";
import { performOne } from "../../../schema/only-answer.ts";
import { SourceLabels } from "../../../schema/source-labels.ts";
import { SecretMark, SourceName, sourceSettings } from "../../../schema/sources.ts";
import { type ClickDefinition, defineClick, outcomeOfClick, unknown } from "./action.ts";

/** A form sends a choice of kinds as one text with blanks between. */
const kinds = z.union([
  sourceSettings.kinds,
  z
    .string()
    .transform((text) => text.split(/\s+/).filter((word) => word !== ""))
    .pipe(z.array(SendableKind)),
]);
const yesOrNo = z.union([z.boolean(), z.enum(["yes", "no"]).transform((word) => word === "yes")]);

/** A form sends labels as lines: `company: Which firm?`. A field may have several lines. */
const labels = z.union([SourceLabels, z.string().transform(labelsIn).pipe(SourceLabels)]);

function labelsIn(text: string): Readonly<Record<string, readonly string[]>> {
  const lines = text.split(/\r?\n/).flatMap((line) => {
    const [field = "", ...rest] = line.split(":");
    const label = rest.join(":").trim();
    return line.trim() === "" ? [] : [[field.trim(), label] as const];
  });
  return Object.fromEntries(
    [...Map.groupBy(lines, ([field]) => field)].map(([field, own]) => [field, own.map(([, label]) => label)]),
  );
}

/** The labels as lines of a form. */
export const labelLines = (stated: SourceLabels): string =>
  FormField.options.flatMap((field) => (stated[field] ?? []).map((label) => `${field}: ${label}`)).join("\n");

/** What a person sets of a source, from a form or JSON. */
export const settingFields = {
  trust: SourceTrust.default("public"),
  kinds: kinds.default(["lead"]),
  sends: SourceSends.default("signals"),
  makesIds: yesOrNo.default(false),
  labels: labels.default({}),
  dailyBudget: z
    .union([
      sourceSettings.dailyBudget,
      z
        .string()
        .regex(/^\d{1,9}$/)
        .transform(Number)
        .pipe(sourceSettings.dailyBudget.unwrap()),
    ])
    .default(null),
};

const pageOf = (name: string): string => (SourceName.safeParse(name).success ? `/sources/${name}` : "/sources");

/** Changes what a person sets of a source; all of it is sent. */
export const changeSource = defineClick({
  path: "/sources/:id",
  notice: "source_changed",
  back: pageOf,
  fields: z.strictObject(settingFields),
  act: async ({ desk, by, id, input }) => {
    const source = SourceName.safeParse(id);
    if (!source.success) return unknown("source");
    const wish = { type: "WishSourceChange", source: source.data, ...input, by } as const;
    return outcomeOfClick(await performOne(desk.port, wish));
  },
});

/** Takes one of two secrets away, by its mark. */
export const dropSecret = defineClick({
  path: "/sources/:id/drop-secret",
  notice: "secret_dropped",
  back: pageOf,
  fields: z.strictObject({ mark: SecretMark }),
  act: async ({ desk, by, id, input: { mark } }) => {
    const source = SourceName.safeParse(id);
    if (!source.success) return unknown("source");
    return outcomeOfClick(await performOne(desk.port, { type: "WishSecretDropped", source: source.data, mark, by }));
  },
});

const enabling = (path: string, notice: "source_enabled" | "source_disabled", enabled: boolean) =>
  defineClick({
    path,
    notice,
    back: pageOf,
    fields: z.strictObject({}),
    act: async ({ desk, by, id }) => {
      const source = SourceName.safeParse(id);
      if (!source.success) return unknown("source");
      return outcomeOfClick(
        await performOne(desk.port, { type: "WishSourceEnabled", source: source.data, enabled, by }),
      );
    },
  });

export const sourceActions: readonly ClickDefinition[] = [
  changeSource,
  dropSecret,
  enabling("/sources/:id/enable", "source_enabled", true),
  enabling("/sources/:id/disable", "source_disabled", false),
];
