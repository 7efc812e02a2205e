// A setup file: applies the real migrations before each test file in workerd, because each file begins with empty databases.
import { migrate } from "./test.ts";

await migrate();
