// Length limits that a form's field and its check share.

export const reasonField = { characters: 2_000 } as const;
export const subjectField = { characters: 200 } as const;
export const bodyField = { characters: 10_000 } as const;
/** Five times the length of the whole policy as JSON. */
export const policyField = { characters: 50_000 } as const;
export const suppressionField = { characters: 254 } as const;
