// The memory twin of the kept answers about roles, for tests.
import type { KeptFit, RoleFits } from "../../drizzle/role-fits.ts";

export function memoryRoleFits(): RoleFits {
  const kept = new Map<string, KeptFit>();
  return {
    read: async (questions) => [...kept.values()].filter(({ question }) => questions.includes(question)),
    async keep({ at: _at, ...fit }) {
      if (!kept.has(fit.question)) kept.set(fit.question, fit);
    },
  };
}
