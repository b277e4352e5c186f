#!/bin/sh
# make screenshot: docs/images/report.png, the top of the demo's report with a profile, made again. Needs chromium, nodejs, npm and imagemagick. Usage: screenshot.sh BUILD
set -eu
build=$1
out="$build/ui"
mkdir -p "$out/modules" docs/images
tests/ui/journey.sh "$build" "$out/journey"
sed 's,127\.0\.0\.1:[0-9]*,www.example.go.th,g; s,'"$out/journey/"',,g' "$out/journey/first/report.html" >"$out/picture.html" # as it looks at home
cp tests/ui/package.json tests/ui/screenshot.mjs "$out/modules/"
(cd "$out/modules" && npm install --no-audit --no-fund --silent)
node "$out/modules/screenshot.mjs" "$out/picture.html" "$out/picture.png" 1180
convert "$out/picture.png" -strip +dither -colors 160 -define png:compression-level=9 "PNG8:docs/images/report.png"
ls -l docs/images/report.png
