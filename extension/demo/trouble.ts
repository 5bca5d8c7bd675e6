/** Something that the person at the terminal can mend; its message says how. */
export class Trouble extends Error {
  constructor(message: string) {
    super(message);
    this.name = "Trouble";
  }
}

/** What to do when something else answers there; `instead` are arguments that choose another place. */
export function portInUse(what: string, instead: string): string {
  return `${what} is in use. Is another "make run" running? Stop it, or choose another place: make run RUN="${instead}"`;
}
