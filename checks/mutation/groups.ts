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
      "domain/rules/{repair-task-plan,veto,ladder}.ts",
      "workers/planner/reasoning-flag.ts",
      "schema/task-plan.ts",
      "domain/contact/decide-plan.ts",
    ],
    tests: [
      "domain/rules/{repair-task-plan,veto,ladder}.test.ts",
      "workers/planner/*.test.ts",
      "domain/contact/decide-plan.test.ts",
      "evals/{golden,ladder.property}.test.ts",
    ],
  },
  {
    name: "grade",
    mutate: [
      "domain/rules/{qualify,analyze-opportunity,titles,title-contexts,title-grammar,title-parts,title-text}.ts",
      "workers/qualifier/grade.ts",
    ],
    tests: [
      "domain/rules/{qualify,analyze-opportunity,titles}.test.ts",
      "workers/qualifier/*.test.ts",
      "evals/{golden,grades.property}.test.ts",
    ],
  },
  {
    name: "token",
    mutate: ["domain/{unsubscribe-token,wrap-untrusted}.ts", "workers/model/{breaker,bundle}.ts"],
    tests: ["domain/{unsubscribe-token,wrap-untrusted}.test.ts", "workers/model/{breaker,model,bundle}.test.ts"],
  },
  {
    name: "reply",
    mutate: ["domain/replies/{hear,meaning,opt-out-words,machine,own-words}.ts"],
    tests: ["domain/replies/{hear,meaning,opt-out-words,machine,own-words}.test.ts", "workers/ingest/opt-out.test.ts"],
  },
  {
    name: "schema",
    mutate: ["schema/{canonical,provenance}.ts", "domain/{address,merkle,visible-text}.ts"],
    tests: ["schema/{canonical,ids,lists,provenance}.test.ts", "domain/{address,merkle,visible-text}.test.ts"],
  },
  {
    name: "decide",
    mutate: ["domain/contact/{decide-again,decide-draft,decide-grades,decide-hold,decide-waiting,decision}.ts"],
    tests: [
      "domain/contact/{decide,decide-*,decision}.test.ts",
      "durable-objects/host/contact.test.ts",
      "durable-objects/cron/turn.test.ts",
    ],
  },
  {
    name: "draft",
    mutate: ["domain/draft/{judge-draft,draft-checks,check-*}.ts"],
    tests: ["domain/draft/*.test.ts", "workers/composer/*.test.ts"],
  },
];
