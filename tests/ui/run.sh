#!/bin/sh
# make test-ui: checks the demo and opens its report and the checklist in chromium. Needs Debian's chromium, nodejs and npm. Usage: run.sh BUILD
set -eu
build=$1
out="$build/ui"
mkdir -p "$out/modules"
OUTPUT="$out" scripts/run.sh "$build/oitcheck" "$build/testd" >"$out/log" 2>&1 || { cat "$out/log"; exit 1; }
cp tests/ui/package.json tests/ui/report.mjs "$out/modules/"
(cd "$out/modules" && npm install --no-audit --no-fund --silent)
node "$out/modules/report.mjs" "$out/report.html" "$out"
"$build/oitcheck" explain --all --format html --fiscal-year 2567 >"$out/checklist.html"
exec node "$out/modules/report.mjs" "$out/checklist.html"
