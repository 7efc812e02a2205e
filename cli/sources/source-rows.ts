// Reads the rows of webhook sources from the CRM.
import * as z from "zod";
import type { Query } from "./query.ts";

const SELECT = `SELECT name, type, trust, kinds, sends, makes_ids AS makesIds, labels, daily_budget AS dailyBudget, enabled, secrets, version,
  changed_at AS changedAt, changed_by AS changedBy FROM sources ORDER BY name`;

const text = z.coerce.string();
const whole = z.coerce.number();
const flag = whole.transform((value) => value === 1);
const Stored = z.array(
  z.object({
    name: text,
    type: text,
    trust: text,
    kinds: text,
    sends: text,
    makesIds: flag,
    labels: text,
    dailyBudget: z.preprocess((value) => (value === null ? null : Number(value)), z.number().nullable()),
    enabled: flag,
    secrets: text,
    version: whole,
    changedAt: text,
    changedBy: text,
  }),
);

/** All rows, as they are stored. */
export const storedSources = async (crm: Query): Promise<readonly object[]> => Stored.parse(await crm(SELECT, []));
