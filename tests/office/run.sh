#!/bin/sh
# make test-office: LibreOffice reads report.csv as its users will: 35 rows, Thai intact, no formula; then the round trip of the officers' workbook (roundtrip.sh).
# Needs libreoffice-calc, unzip, python3. Usage: run.sh BUILD
set -eu
build=$1
out="$build/office"
mkdir -p "$out"
OUTPUT="$out" scripts/run.sh "$build/oitcheck" "$build/testd" >"$out/log" 2>&1 || { cat "$out/log"; exit 1; }
# Without its import dialog LibreOffice takes CSV for windows-1252 whatever the BOM says; 76 is what the dialog proposes for ours: UTF-8.
rm -f "$out/report.xlsx"
(cd "$out" && soffice --headless --convert-to xlsx:"Calc MS Excel 2007 XML" --infilter='CSV:44,34,76,1' report.csv >/dev/null 2>&1)
[ "$(head -c 3 "$out/report.csv" | od -An -tx1 | tr -d ' ')" = efbbbf ] || { echo "report.csv has no BOM"; exit 1; }
(cd "$out" && rm -rf x && mkdir x && cd x && unzip -q ../report.xlsx)
rows=$(grep -o '<row ' "$out/x/xl/worksheets/sheet1.xml" | wc -l)
formulas=$(grep -c '<f' "$out/x/xl/worksheets/sheet1.xml" || true)
grep -q 'โครงสร้าง' "$out/x/xl/sharedStrings.xml" && thai=1 || thai=0
passed=0 failed=0
for ok in "$([ "$rows" -ge 36 ] && echo 1 || echo 0)" "$([ "$formulas" -eq 0 ] && echo 1 || echo 0)" "$thai"; do
    if [ "$ok" -eq 1 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
done
echo "rows $rows, formulas $formulas, Thai $thai"
echo "$passed passed, $failed failed"
tests/office/roundtrip.sh "$build" "$out" || failed=$((failed + 1))
[ "$failed" -eq 0 ]
