/**
 * Entry of the practice page. Until it runs, the form in the HTML is a plain one
 * (that is the point of the replica: what is typed early must not be lost, and
 * must not leave in the URL either).
 */
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { g1 } from "./g1/generation.ts";
import { g2 } from "./g2/generation.ts";
import { lexical, plain } from "./g3/generation.ts";
import type { Generation } from "./generation.ts";
import "./style.css";
import { TEXTS, type Language } from "./texts.ts";

const GENERATIONS: Record<string, Generation> = { g1, g2, g3: lexical, "g3-mobile": plain };

const bootstrap = (window as unknown as { __bootstrap: { generation: string; language: Language } }).__bootstrap;
const query = new URLSearchParams(location.search);

function hydrate(): void {
  const typed = document.querySelector<HTMLTextAreaElement>("#root textarea")?.value ?? "";
  const linked = query.get("q") ?? query.get("prompt") ?? "";
  createRoot(document.getElementById("root")!).render(
    <App
      generation={GENERATIONS[bootstrap.generation]!}
      texts={TEXTS[bootstrap.language]}
      initial={typed !== "" ? typed : linked}
      sendAtOnce={typed === "" && linked !== ""}
    />,
  );
}

if (query.get("hydrate") === "manual") window.addEventListener("practice:hydrate", hydrate, { once: true });
else hydrate();
