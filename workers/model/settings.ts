// The model of a Worker, from its configuration. What is left empty or cannot be read is no model: the rules then do the work, and say so.
import { z } from "zod";
import { type Model, type ModelPorts, type ModelSettings, openModel } from "./model.ts";

/** A Worker's variables and secrets about its model. The secrets may be missing. */
export interface ModelEnv {
  readonly MODEL_ENDPOINT: string;
  readonly MODEL_NAME: string;
  readonly MODEL_PRICES: string;
  readonly MODEL_BODY: string;
  readonly MODEL_API_KEY?: string;
  readonly MODEL_GATEWAY_TOKEN?: string;
}

const price = z.number().min(0);
const Prices = z.strictObject({ input: price, cached: price, output: price });
const Body = z.record(z.string(), z.unknown());

/** Throws, naming the variable, when one is there and says nothing that can be used. */
export function modelSettings(env: ModelEnv): ModelSettings {
  return {
    endpoint: env.MODEL_ENDPOINT,
    model: env.MODEL_NAME,
    apiKey: env.MODEL_API_KEY,
    gatewayToken: env.MODEL_GATEWAY_TOKEN,
    prices: jsonOf("MODEL_PRICES", env.MODEL_PRICES, Prices),
    body: jsonOf("MODEL_BODY", env.MODEL_BODY, Body),
  };
}

function jsonOf<T>(name: string, text: string, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new Error(`${name} is not what it should be`, { cause });
  }
}

/** The model of an isolate: opened once and kept for its life, for it remembers failures. Its configuration does not change in that time. */
export function keptModel(ports: ModelPorts): (env: ModelEnv) => Model {
  let model: Model | undefined;
  return (env) => (model ??= openModel(modelSettings(env), ports));
}
