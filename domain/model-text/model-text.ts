// The boundary for what a model reads. Text enters a request only as `ModelText`, which is made here and has no address, telephone
// number, bank account or card number. Names stay: a draft greets by name.
import { type Marker, plainText, wrapUntrusted } from "../wrap-untrusted.ts";
import { withoutContactData } from "./without-contact-data.ts";

// Not exported, so that only this file can construct the classes below.
const KEY: unique symbol = Symbol("modelText");

class PassedText {
  readonly #text: string;

  constructor(key: typeof KEY, text: string) {
    if (key !== KEY) throw new TypeError("only modelText makes text for a model");
    this.#text = text;
    Object.freeze(this);
  }

  get text(): string {
    return this.#text;
  }

  toJSON(): string {
    return this.#text;
  }
}

/** Text that a model may read: visible, without contact data. */
export type ModelText = PassedText;

/** What a model may read: such texts, numbers, and lists and objects of these. */
export type ModelMaterial =
  | ModelText
  | number
  | boolean
  | null
  | undefined
  | readonly ModelMaterial[]
  | { readonly [field: string]: ModelMaterial };

/**
 * The text as a model may read it, of at most `characters` (a placeholder at the cut may add a few). The same function again changes
 * nothing, so what was judged by a stored text was judged by what the model read.
 */
export function modelText(text: string, characters = Number.POSITIVE_INFINITY): ModelText {
  const whole = withoutContactData(plainText(text, Number.POSITIVE_INFINITY));
  const cut = plainText(whole, characters);
  // A cut can end a word that had said what a number is.
  return new PassedText(KEY, cut === whole ? whole : withoutContactData(cut));
}

class Fence {
  readonly #text: string;

  constructor(key: typeof KEY, text: string) {
    if (key !== KEY) throw new TypeError("only fenced makes the last part of a request");
    this.#text = text;
    Object.freeze(this);
  }

  get text(): string {
    return this.#text;
  }

  toJSON(): string {
    return this.#text;
  }
}

/** The material as JSON in its fence: the last part of a request. */
export type Fenced = Fence;

interface Fencing {
  readonly marker: Marker;
  readonly characters: number;
  /** Fixed words of ours before the fence. */
  readonly before?: string;
}

export function fenced(material: ModelMaterial, { before = "", ...fence }: Fencing): Fenced {
  return new Fence(KEY, `${before}${wrapUntrusted(JSON.stringify(material ?? null), fence)}`);
}
