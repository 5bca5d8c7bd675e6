/** The benchmark page: reads the material once, measures one section when asked. */
import { hostile } from "./hostile.ts";
import { keystroke } from "./keystroke.ts";
import { readMaterial, type Material, type Section } from "./material.ts";
import { compromise, redactPii } from "./peers/portable.js";
import { rivals } from "./rivals.ts";
import { soak } from "./soak.ts";
import { speed } from "./speed.ts";

declare global {
  interface Window {
    bench: { sections: string[]; run(section: string): Promise<Section> };
  }
}

let material: Promise<Material> | undefined;

const sections: Record<string, (material: Material) => Promise<Section>> = {
  soak,
  speed,
  keystroke,
  hostile,
  rivals: (m) => rivals(m, [redactPii(), compromise()]), // openredaction asks for Node
};

window.bench = {
  sections: Object.keys(sections),
  run: async (name) => {
    material ??= readMaterial(
      async (file) => (await fetch(`/${file}`)).arrayBuffer(),
      async (file) => (await fetch(`/${file}`)).text(),
    );
    const section = sections[name];
    if (!section) throw new Error(`no section ${name}`);
    return section(await material);
  },
};
