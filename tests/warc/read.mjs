// Reads a WARC with warcio.js (webrecorder) and holds each record against what it says of itself. Usage: read.mjs FILE
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { WARCParser } from "warcio";

const counts = {};
const ids = new Set();
let bad = 0;
const fail = (record, what) => {
  bad++;
  console.error(`${record.warcTargetURI ?? record.warcType}: ${what}`);
};
const sha256 = (bytes) => "sha256:" + createHash("sha256").update(bytes).digest("hex");

for await (const record of new WARCParser(createReadStream(process.argv[2]))) {
  const head = (name) => record.warcHeader(name);
  counts[record.warcType] = (counts[record.warcType] ?? 0) + 1;
  const block = await record.readFully(false);
  if (record.warcHeaders.protocol !== "WARC/1.1") fail(record, `protocol ${record.warcHeaders.protocol}`);
  if (block.length !== Number(head("Content-Length"))) fail(record, `block of ${block.length} bytes, Content-Length ${head("Content-Length")}`);
  if (head("WARC-Block-Digest") !== sha256(block)) fail(record, "WARC-Block-Digest is wrong");
  if (["resource", "conversion"].includes(record.warcType) && head("WARC-Payload-Digest") !== sha256(block)) fail(record, "WARC-Payload-Digest is wrong");
  if (Number.isNaN(Date.parse(record.warcDate))) fail(record, `WARC-Date ${record.warcDate}`);
  if (ids.has(head("WARC-Record-ID"))) fail(record, "WARC-Record-ID is not unique");
  ids.add(head("WARC-Record-ID"));
  if (record.warcType !== "warcinfo" && !ids.has(head("WARC-Warcinfo-ID"))) fail(record, "WARC-Warcinfo-ID leads nowhere");
  if (record.warcType === "metadata" && !ids.has(head("WARC-Concurrent-To"))) fail(record, "WARC-Concurrent-To leads nowhere");
}
const total = Object.values(counts).reduce((a, b) => a + b, 0);
console.log(Object.entries(counts).map(([type, n]) => `${n} ${type}`).join(", "));
if (!counts.warcinfo || !counts.resource) {
  console.error("no warcinfo or no resource");
  bad++;
}
console.log(`${total - bad} passed, ${bad} failed`);
process.exit(bad ? 1 : 0);
