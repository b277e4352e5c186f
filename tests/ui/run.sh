#!/bin/sh
# make test-ui: every page that a command writes, opened in chromium: the demo's whole ITAS work, the same of a site and officers that are enemies, a check that was
# refused, and what needs a built report. Needs Debian's chromium, nodejs, npm and unzip. Usage: run.sh BUILD
set -eu
build=$1
out="$build/ui"
mkdir -p "$out/modules"
cp tests/ui/package.json tests/ui/report.mjs "$out/modules/"
(cd "$out/modules" && npm install --no-audit --no-fund --silent)
failed=0
look() { # PAGE [SCREENSHOT-FOLDER]
    echo "== $1"
    node "$out/modules/report.mjs" "$@" || failed=$((failed + 1))
}
tests/ui/journey.sh "$build" "$out/demo"
rm -rf "$out/enemy-site"
tests/ui/hostile.sh "$out/enemy-site"
tests/ui/journey.sh "$build" "$out/enemy" "$out/enemy-site" tests/ui/enemy.yaml
for page in "$out"/demo/*.html "$out"/enemy/*.html; do
    look "$page"
done
for page in overlays hub paper; do # what the demo alone does not show
    "$build/tests/ui/pages" "$page" >"$out/$page.html"
    "$build/tests/ui/pages" "$page" th hostile >"$out/$page-hostile.html"
    mkdir -p "$out/$page"
    look "$out/$page.html" "$out/$page"
    look "$out/$page-hostile.html"
done
[ $failed = 0 ] || { echo "test-ui: $failed pages have something to mend"; exit 1; }
