import assert from "node:assert/strict";
import { before, test } from "node:test";
import { DOMParser, parseHTML } from "linkedom";
import { noticeNodes } from "./notice.ts";

before(() => {
  const { document, Node } = parseHTML("<!doctype html><html><body></body></html>");
  // linkedom puts loose fragments nowhere; a body makes them one document.
  class Parser {
    parseFromString(html: string): unknown {
      return new DOMParser().parseFromString(`<!doctype html><html><body>${html}</body></html>`, "text/html");
    }
  }
  Object.assign(globalThis, { document, Node, DOMParser: Parser });
});

function shown(html: string): string {
  const host = document.createElement("div");
  host.append(noticeNodes(html));
  return host.innerHTML;
}

const cases: [string, string, string][] = [
  ["text and emphasis stay", "<p>Bitte <strong>nie</strong> &amp; <em>nimmer</em></p>", "<p>Bitte <strong>nie</strong> &amp; <em>nimmer</em></p>"],
  ["headings stay below ours", '<h1 id="notice-x">Titel</h1>', "<h3>Titel</h3>"],
  ["a link opens apart", '<a href="https://intranet.example/x">hier</a>', '<a rel="noopener noreferrer" target="_blank" href="https://intranet.example/x">hier</a>'],
  ["a script goes with its content", "a<script>alert(1)</script>b", "ab"],
  ["a style goes with its content", "<style>*{display:none}</style>x", "x"],
  ["handlers and styles go", '<p onclick="x()" style="color:red" class="a">t</p>', "<p>t</p>"],
  ["an image goes", '<img src="https://tracker.example/p.png" onerror="x()">', ""],
  ["a script address makes no link", '<a href="javascript:alert(1)">x</a>', "<span>x</span>"],
  ["a page without TLS makes no link", '<a href="http://intranet.example">x</a>', "<span>x</span>"],
  ["a relative address makes no link", '<a href="popup.html">x</a>', "<span>x</span>"],
  ["an unknown element leaves its text", "<form><button>OK</button></form>", "OK"],
  ["a table keeps its head", "<table><tr><th>K</th><td>V</td></tr></table>", '<table><tr><th scope="col">K</th><td>V</td></tr></table>'],
];
for (const [name, html, wanted] of cases) {
  test(name, () => assert.equal(shown(html), wanted));
}

test("endless nesting ends", () => {
  assert.ok(shown("<blockquote>".repeat(200)).length < 1_000);
});
