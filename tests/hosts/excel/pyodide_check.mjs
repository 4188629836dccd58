// The core in Pyodide under node, with no connection: node pyodide_check.mjs WHEEL ASKED.json
// ASKED: a list of [argument, cell]; the last line that is printed has what Python said to each, as JSON.
import { readFileSync } from "node:fs";
import { loadPyodide } from "pyodide";

const [wheel, asked] = process.argv.slice(2);
process.on("uncaughtException", (trouble) => {
  // Not the stack: it quotes Pyodide's only line.
  console.error(trouble.message);
  process.exit(1);
});
const pyodide = await loadPyodide();
globalThis.fetch = () => Promise.reject(new Error("no connection here"));
pyodide.unpackArchive(new Uint8Array(readFileSync(wheel)), "wheel");
pyodide.globals.set("asked", readFileSync(asked, "utf8"));
console.log(
  pyodide.runPython(`
import json, platform, sys
import winback_sheets
from winback_sheets.formulas import answer, registry, scalars
from winback_sheets.hosts.server import wire
from winback_sheets.schema import cells, inputs, results, words

def said(argument, cell):
    argument[4] = tuple(argument[4])
    try:
        return repr(scalars.scalar(registry.Argument(*argument), cell))
    except scalars.Fault as fault:
        return [fault.code, fault.sentence]

json.dumps({
    "python": platform.python_version(),
    "emscripten": sys.platform,
    "heavy": sorted({"pandas", "numpy", "scipy", "openpyxl", "xlsxwriter"} & set(sys.modules)),
    "formulas": [formula.name for formula in registry.FORMULAS],
    "tables": [table.key for table in inputs.INPUTS],
    "said": [said(*each) for each in json.loads(asked)],
    "no_such": wire.reply_to({"calls": [{"name": "CHURN_RAT"}]}),
})
`),
);
