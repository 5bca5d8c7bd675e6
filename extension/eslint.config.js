import tseslint from "typescript-eslint";

const api = ["chrome", "browser"].map((name) => ({ name, message: "Use lib/ext.ts." }));
const network = ["fetch", "WebSocket", "XMLHttpRequest", "EventSource", "WebTransport"].map((name) => ({
  name,
  message: "Only lib/http.ts fetches; only background/notices.ts opens a socket.",
}));
const restricted = (...globals) => ({ "no-restricted-globals": ["error", ...globals] });
/** The page side knows no engine, no updates and no reports (no engine in the page). */
const pageSide = {
  "no-restricted-imports": [
    "error",
    {
      patterns: [
        { group: ["**/engine/*", "**/agent/*", "**/background/*"], message: "The page side asks over the Port." },
      ],
    },
  ],
};

export default tseslint.config(
  { ignores: ["dist/**", "node_modules/**", ".cache/**", "**/*.fixture.*"] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      // An async function without await turns what it throws into a rejection: wanted.
      "@typescript-eslint/require-await": "off",
      "no-eval": "error",
      "no-implied-eval": "error",
    },
  },
  { files: ["src/**/*.ts"], rules: restricted(...api, ...network) },
  { files: ["src/lib/ext.ts"], rules: restricted(...network) },
  { files: ["src/lib/http.ts"], rules: restricted(...api, ...network.filter((n) => n.name !== "fetch")) },
  { files: ["src/background/notices.ts"], rules: restricted(...api, ...network.filter((n) => n.name !== "WebSocket")) },
  // The guard wraps the page's own network functions: it has to name them.
  { files: ["src/guard/page/**/*.ts", "src/guard.ts"], rules: restricted(...api) },
  {
    files: [
      "src/content.ts",
      "src/guard.ts",
      "src/{bridge,composer,guard,page-ui,restore,sites}/**/*.ts",
      "src/{popup,options,ui}/**/*.ts",
    ],
    rules: pageSide,
  },
  {
    // Tests, test rig and practice page: never shipped.
    files: ["**/*.test.ts", "{test,e2e,practice,demo,bench}/**/*.{ts,tsx}"],
    rules: {
      // node:test returns promises that the runner itself awaits.
      "@typescript-eslint/no-floating-promises": ["error", { allowForKnownSafeCalls: [{ from: "package", package: "node:test", name: ["test", "it", "describe", "suite"] }] }],
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-empty-function": "off",
      "@typescript-eslint/no-confusing-void-expression": "off",
      "@typescript-eslint/no-unnecessary-condition": "off",
      "@typescript-eslint/no-unnecessary-type-assertion": "off",
      "@typescript-eslint/no-base-to-string": "off",
      "@typescript-eslint/no-deprecated": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/unbound-method": "off",
      "@typescript-eslint/no-misused-spread": "off",
    },
  },
  { files: ["**/*.js", "**/*.mjs"], ...tseslint.configs.disableTypeChecked },
);
