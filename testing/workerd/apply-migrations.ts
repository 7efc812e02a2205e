// Runs before each test file in workerd, where storage is fresh: the real migrations, as a deployment applies them.
import { migrate } from "./test.ts";

await migrate();
