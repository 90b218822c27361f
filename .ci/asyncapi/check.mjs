// Reads an AsyncAPI document with the files that it refers to, and fails on what the parser finds wrong with it. What a .proto file says is not the
// parser's to judge: buf and proto/tests/asyncapi.rs do.
// usage: node check.mjs FILE
import { fromFile, Parser } from '@asyncapi/parser';

const ERROR_OR_WARNING = 1;
const file = process.argv[2];
const { document, diagnostics } = await fromFile(new Parser(), file).parse();
const faults = diagnostics.filter((one) => one.severity <= ERROR_OR_WARNING);
for (const { range, code, message, path } of faults) {
  console.error(`${file}:${range.start.line + 1}: ${code}: ${message} (${path.join('.')})`);
}
if (!document || faults.length > 0) {
  process.exit(1);
}
console.log(`${file}: AsyncAPI ${document.version()}, ${document.messages().length} message(s)`);
