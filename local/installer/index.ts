// The entry point of the installer's Worker.
export { Installer as default } from "./installer.ts";
