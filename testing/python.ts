// Finds and installs the Python that runs docs/verify.py, the second verifier of proofs: any Python 3 with the package `cryptography`.
import { spawnSync } from "node:child_process";
import { installPackages, isExecutable, onPath } from "./programs.ts";

/** Debian's own first: another Python on the PATH does not see Debian's packages. */
const DEBIAN = "/usr/bin/python3";
const IMPORT = "from cryptography.hazmat.primitives.asymmetric import ed25519";

const canVerify = (python: string): boolean => spawnSync(python, ["-c", IMPORT], { stdio: "ignore" }).status === 0;

/** The path of a Python that can run docs/verify.py; undefined when there is none. */
export const findPython = (): string | undefined =>
  [...(isExecutable(DEBIAN) ? [DEBIAN] : []), ...onPath("python3")].find(canVerify);

/** Whether a missing Python fails the tests. `.ci/run` sets it; elsewhere the comparison of the verifiers is skipped. */
export const isPythonRequired = (): boolean => process.env["HOLDPOINT_CI"] === "1";

/** Installs what is missing, if this user may. Throws where Python is required and still missing; elsewhere prints what is skipped. */
export function ensurePython(): void {
  if (findPython() !== undefined) return;
  installPackages(["python3", "python3-cryptography"], "Installing Python for the second verifier (apt-get) …");
  if (findPython() !== undefined) return;
  const missing =
    "The test of docs/verify.py needs python3 with the package cryptography (Debian: python3-cryptography).";
  if (isPythonRequired()) throw new Error(missing);
  console.log(`${missing} It is skipped.`);
}
