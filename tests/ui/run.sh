#!/bin/sh
# make test-ui: checks the demo and opens its report, the checklist, a report with everything laid over it, the index page to paste and an A4 page in chromium. Needs Debian's chromium, nodejs and npm. Usage: run.sh BUILD
set -eu
build=$1
out="$build/ui"
mkdir -p "$out/modules"
rm -f "$out"/demo.db* # of an earlier build
OUTPUT="$out" scripts/run.sh "$build/oitcheck" "$build/testd" >"$out/log" 2>&1 || { cat "$out/log"; exit 1; }
cp tests/ui/package.json tests/ui/report.mjs "$out/modules/"
(cd "$out/modules" && npm install --no-audit --no-fund --silent)
node "$out/modules/report.mjs" "$out/report.html" "$out"
"$build/oitcheck" explain --all --format html --fiscal-year 2567 >"$out/checklist.html"
node "$out/modules/report.mjs" "$out/checklist.html"
for page in overlays hub paper; do # what the demo alone does not show
    "$build/tests/ui/pages" "$page" >"$out/$page.html"
    "$build/tests/ui/pages" "$page" th hostile >"$out/$page-hostile.html"
    mkdir -p "$out/$page"
    node "$out/modules/report.mjs" "$out/$page.html" "$out/$page"
    node "$out/modules/report.mjs" "$out/$page-hostile.html"
done
