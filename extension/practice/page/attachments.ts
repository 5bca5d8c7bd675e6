/**
 * Files of the next prompt. They go out when they are attached, not when the
 * prompt is sent.
 */
import { useCallback, useState } from "react";
import type { Api, Prompt } from "./api.ts";

export interface Attachment {
  key: string;
  name: string;
  size: number;
  state: "uploading" | "ready" | "failed";
  id: string;
}

export interface Attachments {
  all: Attachment[];
  add(files: Iterable<File>): void;
  remove(key: string): void;
  /** The uploaded ones, for the send; the list is empty afterwards. */
  take(): Prompt["files"];
}

export function useAttachments(api: Api): Attachments {
  const [all, setAll] = useState<Attachment[]>([]);
  const add = useCallback(
    (files: Iterable<File>) => {
      for (const file of files) {
        const key = crypto.randomUUID();
        const settle = (change: Partial<Attachment>): void => setAll((now) => now.map((a) => (a.key === key ? { ...a, ...change } : a)));
        setAll((now) => [...now, { key, name: file.name, size: file.size, state: "uploading", id: "" }]);
        api.upload(file).then(
          (id) => settle({ state: "ready", id }),
          () => settle({ state: "failed" }),
        );
      }
    },
    [api],
  );
  return {
    all,
    add,
    remove: (key) => setAll((now) => now.filter((a) => a.key !== key)),
    take() {
      const ready = all.filter((a) => a.state === "ready").map(({ id, name, size }) => ({ id, name, size }));
      setAll([]);
      return ready;
    },
  };
}
