// Reads a JSON array of diagrams from standard input, and writes what is wrong with each, null for nothing.
import { readFileSync } from "node:fs";
import { Window } from "happy-dom";

// Mermaid cleans labels with the help of a document, even when it only parses.
const window = new Window();
Object.assign(globalThis, { window, document: window.document, Element: window.Element });
const { default: mermaid } = await import("mermaid");

const wrong = [];
for (const diagram of JSON.parse(readFileSync(0, "utf8"))) {
  try {
    await mermaid.parse(diagram);
    wrong.push(null);
  } catch (error) {
    wrong.push(error.message);
  }
}
console.log(JSON.stringify(wrong));
process.exit(0);
