#!/bin/sh
# make test-warc: a bundle of the demo, its WARC read by warcio.js, its files by sha256sum, unzip and python. Needs nodejs, npm, unzip, python3. Usage: run.sh BUILD
set -eu
build=$1
out="$build/warc"
rm -rf "$out/unpacked" "$out/bundle.zip"
mkdir -p "$out/modules" "$out/unpacked"
OUTPUT="$out" scripts/run.sh "$build/oitcheck" "$build/testd" >"$out/log" 2>&1 || { cat "$out/log"; exit 1; }
"$build/oitcheck" bundle --db "$out/demo.db" --output "$out/bundle.zip"
unzip -tq "$out/bundle.zip"
python3 -m zipfile -t "$out/bundle.zip"
(cd "$out/unpacked" && unzip -q ../bundle.zip && sha256sum -c --quiet SHA256SUMS)
cp tests/warc/package.json tests/warc/read.mjs "$out/modules/"
(cd "$out/modules" && npm install --no-audit --no-fund --silent)
exec node "$out/modules/read.mjs" "$out/unpacked/evidence.warc"
