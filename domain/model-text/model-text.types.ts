// Compile-time test, never run: nothing but text that passed the boundary enters a request for a model. `model-text.test.ts` tries the
// same at run time, with casts.
import type { LeadSignal } from "../../schema/signals.ts";
import type { ModelRequest } from "../../workers/model/model.ts";
import { type Fenced, fenced, type ModelMaterial, type ModelText, modelText } from "./model-text.ts";

declare const lead: LeadSignal;
declare const request: ModelRequest;
const fence = { marker: "0".repeat(32), characters: 100 };

// @ts-expect-error a person's words have not passed the boundary
fenced({ message: lead.text }, fence);

// @ts-expect-error nor have they anywhere within lists and objects
fenced({ thread: { messages: [modelText(lead.text ?? ""), lead.name] } }, fence);

// @ts-expect-error a bare string is no material
export const bare: ModelMaterial = lead.email;

// @ts-expect-error only modelText makes text for a model
export const forged: ModelText = { text: lead.email, toJSON: () => lead.email };

// @ts-expect-error a copy has not passed, even with the same fields
export const copied: ModelText = { ...modelText("a") };

// @ts-expect-error a request takes fenced material only
export const unfenced: ModelRequest = { ...request, untrusted: lead.email };

// @ts-expect-error text that passed must still be fenced
export const passedOnly: Fenced = modelText("a");

export const right: ModelRequest = { ...request, untrusted: fenced({ name: modelText(lead.name ?? "") }, fence) };
