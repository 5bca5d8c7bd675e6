/**
 * The one element that we add to the page: a custom element of random name with a
 * closed shadow root, outside of what the page renders, and only once there is
 * something to show.
 */
import { adopt } from "./style.ts";
import { STAGE_CSS } from "./stage.css.ts";

export class Stage {
  #host: HTMLElement | undefined;
  #root: ShadowRoot | undefined;

  /** The shadow root, on the page; pages that removed it get it back. */
  get root(): ShadowRoot {
    if (!this.#host || !this.#root) {
      const name = `x-${crypto.randomUUID().slice(0, 8)}`;
      this.#host = document.createElement(name);
      this.#root = this.#host.attachShadow({ mode: "closed" });
      adopt(this.#root, STAGE_CSS);
    }
    if (!this.#host.isConnected) document.documentElement.append(this.#host);
    return this.#root;
  }

  /** What everything in the closed root looks like from outside. */
  get host(): Element {
    return this.root.host;
  }
}

/** An element with class, text and children, all by property: no markup is parsed. */
export function make<K extends keyof HTMLElementTagNameMap>(
  name: K,
  options: { class?: string; text?: string; id?: string; role?: string },
  ...children: Node[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  if (options.class) element.className = options.class;
  if (options.id) element.id = options.id;
  if (options.role) element.setAttribute("role", options.role);
  if (options.text !== undefined) element.textContent = options.text;
  element.append(...children);
  return element;
}
