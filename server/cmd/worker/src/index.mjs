/**
 * Entry of the Worker. It decides nothing: every request goes to the one App
 * object, where the Go server answers it. When that lets a WebSocket pass, the
 * request goes on to the Hub.
 */
export { App } from "./app.mjs";
export { Hub } from "./hub.mjs";

export default {
  async fetch(request, env) {
    const answer = await env.APP.get(env.APP.idFromName("app")).fetch(request);
    if (answer.headers.has("Deckname-Listen")) {
      return env.HUB.get(env.HUB.idFromName("hub")).fetch(request);
    }
    return answer;
  },

  async scheduled(event, env) {
    await env.APP.get(env.APP.idFromName("app")).resign();
  },
};
