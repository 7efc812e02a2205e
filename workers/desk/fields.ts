// Limits that both a form's field and its check know.

export const reasonField = { characters: 2_000 } as const;
export const subjectField = { characters: 200 } as const;
export const bodyField = { characters: 10_000 } as const;
/** The whole policy as it is written has a fifth of it. */
export const policyField = { characters: 50_000 } as const;
export const suppressionField = { characters: 254, reasonCharacters: 500 } as const;
