// The call gate: every port call of the simulated world goes through it. It numbers the calls, gives turns to waiting calls, and is the only
// place where faults are planted: a crash before a call, a crash after it, a lost reply, a refused call.

export type FaultKind = "crash_before" | "crash_after" | "reply_lost" | "refused";

/** A port call. The number counts from 1 over the whole run. */
export interface Call {
  readonly number: number;
  readonly actor: string;
  readonly name: string;
  /** The world's time, in milliseconds. */
  readonly at: number;
}

/** Chooses the fault of a call; null for no fault. It is called once for each call, in order. */
export type Faults = (call: Call) => FaultKind | null;

export const noFaults: Faults = () => null;
/** Plants one fault at one call. */
export const faultAt =
  (at: number, kind: FaultKind): Faults =>
  ({ number }) =>
    number === at ? kind : null;

/** Thrown in the code of an actor that has died. */
export class Crash extends Error {
  override readonly name = "Crash";
}
/** Thrown in the caller of a failed call. The caller cannot know whether the effect happened. */
export class Trouble extends Error {
  override readonly name = "Trouble";
}

/** A caller of ports: an invocation of a stage, an object in memory, a person's browser. A crash ends the actor. */
export interface Actor {
  readonly name: string;
  isAlive(): boolean;
  kill(): void;
  /** Rejects when the actor dies. */
  readonly died: Promise<never>;
}

export function anActor(name: string): Actor {
  let alive = true;
  const { promise, reject } = Promise.withResolvers<never>();
  promise.catch(() => undefined);
  return {
    name,
    isAlive: () => alive,
    kill: () => {
      alive = false;
      reject(new Crash(name));
    },
    died: promise,
  };
}

/** Refuses every call of one port, from call number `from` on, for `forMs`. */
export function outage(name: string, from: number, forMs: number): Faults {
  let began: number | null = null;
  return (call) => {
    if (began === null && call.number >= from) began = call.at;
    return began !== null && call.at <= began + forMs && call.name === name ? "refused" : null;
  };
}

export interface CallGate {
  readonly calls: readonly Call[];
  call<T>(actor: Actor, name: string, effect: () => T | Promise<T>): Promise<T>;
  /** A synchronous call: a storage commit, an acknowledgement. With `lostReply` "crash", a lost reply kills the actor, as the platform does after a commit. */
  callNow<T>(actor: Actor, name: string, effect: () => T, lostReply?: "crash"): T;
  /** Runs an action from outside as a whole before any other call. Its calls get no numbers and no faults. */
  interrupt(interlude: () => Promise<void>): void;
  /** The number of calls that wait for a turn. */
  waiting(): number;
  /** Gives a turn to one waiting call. */
  resume(index: number): void;
  runInterludes(): Promise<void>;
}

export interface CallGateOptions {
  readonly now: () => number;
  readonly faults: Faults;
  /** Called after the effect of a call, also when its reply is lost. */
  readonly after: (call: Call) => void;
  /** Whether other calls may get a turn between an effect and its reply. */
  readonly isReplySlow: boolean;
}

export function openCallGate({ now, faults, after, isReplySlow }: CallGateOptions): CallGate {
  const calls: Call[] = [];
  const waiters: (() => void)[] = [];
  let interludes: (() => Promise<void>)[] = [];
  let isInterlude = false;

  const turn = (): Promise<void> => new Promise((resolve) => waiters.push(resolve));
  const register = (actor: Actor, name: string): Call => {
    const call = { number: calls.length + 1, actor: actor.name, name, at: now() };
    calls.push(call);
    return call;
  };
  const mustLive = (actor: Actor): void => {
    if (!actor.isAlive()) throw new Crash(actor.name);
  };
  const crash = (actor: Actor): never => {
    actor.kill();
    throw new Crash(actor.name);
  };
  const runInterludes = async (): Promise<void> => {
    while (interludes.length > 0) {
      const [first, ...others] = interludes;
      interludes = others;
      isInterlude = true;
      try {
        await first?.();
      } finally {
        isInterlude = false;
      }
    }
  };

  return {
    calls,
    async call(actor, name, effect) {
      mustLive(actor);
      if (isInterlude) return effect();
      await turn();
      // Interludes that a synchronous call has queued.
      await runInterludes();
      mustLive(actor);
      const call = register(actor, name);
      const fault = faults(call);
      if (fault === "crash_before") crash(actor);
      if (fault === "refused") throw new Trouble(name);
      const result = await effect();
      after(call);
      await runInterludes();
      if (fault === "crash_after") crash(actor);
      if (isReplySlow) await turn();
      mustLive(actor);
      if (fault === "reply_lost") throw new Trouble(name);
      return result;
    },
    callNow(actor, name, effect, lostReply) {
      mustLive(actor);
      if (isInterlude) return effect();
      const call = register(actor, name);
      const fault = faults(call);
      if (fault === "crash_before") crash(actor);
      if (fault === "refused") {
        if (lostReply === "crash") crash(actor);
        throw new Trouble(name);
      }
      const result = effect();
      after(call);
      if (fault === "crash_after" || (fault === "reply_lost" && lostReply === "crash")) crash(actor);
      if (fault === "reply_lost") throw new Trouble(name);
      return result;
    },
    interrupt: (interlude) => void interludes.push(interlude),
    waiting: () => waiters.length,
    resume: (index) => waiters.splice(index, 1)[0]?.(),
    runInterludes,
  };
}

/** The port with all methods called through the gate as `actor`. */
export function through<P extends object>(gate: CallGate, actor: Actor, name: string, port: P): P {
  return new Proxy(port, {
    get(target, key): unknown {
      const method: unknown = Reflect.get(target, key);
      if (typeof method !== "function") return method;
      return (...args: readonly unknown[]) =>
        gate.call(actor, `${name}.${String(key)}`, () => Reflect.apply(method, target, args) as unknown);
    },
  });
}
