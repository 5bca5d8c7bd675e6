import assert from "node:assert/strict";
import { test } from "node:test";
import { openDatabase } from "./database.ts";

/** A database whose every transaction fails the way browsers let it fail: the request first, then all. */
function failing(cause: DOMException | null): IDBFactory {
  const transaction = () => {
    const made = { error: cause, objectStore: () => ({ put: () => ({}) }) } as unknown as IDBTransaction;
    queueMicrotask(() => {
      made.onerror?.call(made, new Event("error"));
      made.onabort?.call(made, new Event("abort"));
    });
    return made;
  };
  const open = () => {
    const request = { result: { transaction } } as unknown as IDBOpenDBRequest;
    queueMicrotask(() => void request.onsuccess?.call(request, new Event("success")));
    return request;
  };
  return { open } as unknown as IDBFactory;
}

test("a write that finds no space left says so, any other failure says nothing of its cause", async () => {
  const put = (cause: DOMException | null) => openDatabase(() => failing(cause)).put("tables", "a", "canary");
  await assert.rejects(put(new DOMException("canary", "QuotaExceededError")), { name: "QuotaExceededError", message: "database: aborted" });
  await assert.rejects(put(new DOMException("canary", "DataError")), { name: "Error", message: "database: aborted" });
  await assert.rejects(put(null), { name: "Error" });
});
