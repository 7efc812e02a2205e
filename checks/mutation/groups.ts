// The groups of `npm run mutation`: files that get mutants, and the tests that must find the mutants. These are the tests beside the source, and for
// shared code the tests beside its users. Tests of a whole log or a whole system are left out: they would take minutes for each surviving mutant.

export interface MutationGroup {
  readonly name: string;
  /** The files that get mutants. */
  readonly mutate: readonly string[];
  /** The test files, as patterns. */
  readonly tests: readonly string[];
}

export const MUTATION_GROUPS: readonly MutationGroup[] = [
  {
    name: "plan",
    mutate: [
      "workers/planner/{repair-task-plan,safety-gate,decide-action,reasoning-flag}.ts",
      "schema/task-plan.ts",
      "domain/contact/decide-plan.ts",
    ],
    tests: [
      "workers/planner/*.test.ts",
      "domain/contact/decide-plan.test.ts",
      "evals/{golden,ladder.property}.test.ts",
    ],
  },
  {
    name: "grade",
    mutate: ["workers/qualifier/{qualify,analyze-opportunity,grade}.ts", "domain/rules/titles.ts"],
    tests: ["workers/qualifier/*.test.ts", "domain/rules/titles.test.ts", "evals/{golden,grades.property}.test.ts"],
  },
  {
    name: "token",
    mutate: ["workers/{unsubscribe-token,wrap-untrusted,model-breaker,signal-bundle}.ts"],
    tests: ["workers/{unsubscribe-token,wrap-untrusted,model-breaker,model,signal-bundle}.test.ts"],
  },
  {
    name: "reply",
    mutate: ["workers/ingest/{classify-reply,own-text}.ts"],
    tests: ["workers/ingest/{classify-reply,opt-out}.test.ts"],
  },
  {
    name: "schema",
    mutate: ["schema/{canonical,address,merkle,provenance,visible-text}.ts"],
    tests: ["schema/{canonical,address,ids,lists,merkle,provenance,visible-text}.test.ts"],
  },
  {
    name: "decide",
    mutate: ["durable-objects/{decide-run,decide-hold,decision}.ts"],
    tests: ["durable-objects/{contact,decide,decide-*,decision,turn}.test.ts"],
  },
  {
    name: "draft",
    mutate: ["workers/composer/{judge-draft,draft-checks,check-*}.ts"],
    tests: ["workers/composer/*.test.ts"],
  },
];
