/**
 * Go's own JavaScript half, lib/wasm/wasm_exec.js of the toolchain that built
 * agent.wasm; the bundler resolves the name. It has no exports: it leaves the
 * class Go on globalThis.
 */
declare module "go-wasm-exec";
