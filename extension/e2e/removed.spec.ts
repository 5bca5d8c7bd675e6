/**
 * The extension switched off or removed under an open tab. The browser's own rules
 * are gone then, and what is left in the page can check nothing any more: so it
 * refuses until the tab is loaded anew, and says why as long as it can.
 */
import assert from "node:assert/strict";
import { it } from "node:test";
import { SAMPLES } from "../practice/samples.ts";
import { sendBody } from "./rig/routes.ts";
import { inBrowsers } from "./rig/stage.ts";
import { reason } from "./rig/texts.ts";

const { prompt, values } = SAMPLES.de;

for (const way of ["switched off", "removed"] as const) {
  inBrowsers(`the extension ${way} under an open tab`, {}, (stage) => {
    it("nothing leaves by Enter or by the page's own requests, the text stays, the reason is shown", async () => {
      const chat = await stage.chat();
      await chat.type(prompt);
      await (way === "removed" ? stage.browser.uninstallExtension() : stage.browser.disableExtension());
      await chat.page.front();
      await chat.page.click(chat.marks.editor);
      await chat.submit();
      // Firefox takes the content script along. What stays is the guard in the page's own world, which
      // waits for a verdict in vain and refuses; nobody is left to show why, so the page shows its own failure.
      const says = (): Promise<unknown> =>
        stage.name === "firefox"
          ? chat.page.waitFor(() => document.querySelector("[role=alert], .trouble"), { what: "the page shows that its request failed" })
          : chat.reads(reason("extension-updated"));
      await says();
      // All at once, because each waits its own five seconds.
      const outcomes = await chat.page.evaluate((json) => {
        const type = ["content-type", "application/json"] as const;
        const fetched = (path: string): Promise<number | "refused"> => fetch(path, { method: "POST", headers: [[...type]], body: json }).then((r) => r.status, () => "refused");
        const asked = new Promise<number>((settle) => {
          const request = new XMLHttpRequest();
          request.open("POST", "/backend-api/f/conversation");
          request.setRequestHeader(...type);
          request.onloadend = () => settle(request.status);
          request.send(json);
        });
        return Promise.all([fetched("/backend-api/f/conversation"), fetched("/backend-api/something/new"), asked]);
      }, sendBody(prompt));
      assert.deepEqual(outcomes, ["refused", "refused", 0]);
      assert.equal(chat.sends.length, 0);
      chat.assertNoLeak(values);
      assert.match(await chat.page.deepText(), /Henrike Vollbrecht/, "the person's text is not lost");
      await says();
      await chat.page.close();
    });
  });
}
