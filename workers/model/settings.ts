// Opens the model of a Worker from its configuration. Without an endpoint or key there is no model: the rules do the work and
// record why.
import * as z from "zod";
import { type Model, type ModelPorts, type ModelSettings, openModel } from "./model.ts";

/** A Worker's variables and secrets for its model. The secrets may be missing. */
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

/** Parses the settings. Throws with the variable's name when its value is invalid. */
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
    throw new Error(`${name} is not valid`, { cause });
  }
}

/** The model of an isolate. It is opened once, because it remembers failures; the configuration of an isolate does not change. */
export function keptModel(ports: ModelPorts): (env: ModelEnv) => Model {
  let model: Model | undefined;
  return (env) => (model ??= openModel(modelSettings(env), ports));
}
