// Reads a file of references from standard input, as citation-js does, and writes the
// CSL-JSON that it made of them.
require("@citation-js/plugin-bibtex");
require("@citation-js/plugin-ris");
const { Cite } = require("@citation-js/core");

const forms = {
  csljson: "@csl/list+object",
  bibtex: "@biblatex/text",
  ris: "@ris/file",
};
let text = "";
process.stdin.setEncoding("utf8");
process.stdin.on("data", (part) => { text += part; });
process.stdin.on("end", () => {
  const name = process.argv[2];
  const data = name === "csljson" ? JSON.parse(text) : text;
  const read = new Cite(data, { forceType: forms[name] });
  process.stdout.write(JSON.stringify(read.data));
});
