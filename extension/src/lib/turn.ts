/**
 * Resolves in a later task: everybody else who waits has had a turn by then. Timers
 * would wait at least 4 ms each, which is longer than the work in between.
 */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
