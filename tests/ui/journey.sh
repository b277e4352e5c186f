#!/bin/sh
# The ITAS work of an agency from the first check to the appeal, on a site served on loopback: every page that a command writes, into OUT. A file of the
# site is taken away before the last check, so that there is something to tell. Needs node and unzip. Usage: journey.sh BUILD OUT [SITE [PROFILE-LINES]]
set -eu
build=$1 out=$2 site=${3:-fixtures/demo/site} more=${4:-tests/ui/agency.yaml}
rm -rf "$out"
mkdir -p "$out/site"
cp -r "$site/." "$out/site"
mkfifo "$out/in" "$out/url"
"$build/testd" --root "$out/site" <"$out/in" >"$out/url" 2>/dev/null &
server=$!
exec 3>"$out/in" # the server ends when this end is closed
trap 'exec 3>&-; kill "$server" 2>/dev/null || :; rm -rf "$out/site" "$out/in" "$out/url"' EXIT
read -r url <"$out/url"
{ echo "site: $url"; cat "$more"; } >"$out/agency.yaml"

# A command; what it prints goes to FILE. What is checked ends with 0 or 1 (something to mend), an incomplete check with 3.
oitcheck() {
    file=$1 command=$2 && shift 2
    "$build/oitcheck" "$command" "$@" --db "$out/store.db" --profile "$out/agency.yaml" >"$out/$file" 2>>"$out/log" || case $? in
    1 | 3) ;;
    *) echo "journey: oitcheck $command $*: exit $?" >&2; tail -3 "$out/log" >&2; exit 1 ;;
    esac
}
judge="--as-of 2024-03-20 --rate 0 --ocr off --render off"
oitcheck scan.txt scan $judge --output "$out/first"
oitcheck decide.txt decide O2 รับ --note 'เห็นภาพและลายมือชื่อแล้ว'
[ ! -f "$out/site/ita/2567/index.html" ] || oitcheck decide.txt decide O33 ไม่ใช้กับหน่วยงาน
# The officers' sheet: the best link of every item; the home page for the fourth, nothing for the fifth.
node -e 'const r = JSON.parse(require("fs").readFileSync(process.argv[1])), field = (s) => `"${String(s).replaceAll("\"", "\"\"")}"`;
let n = 0; console.log("ข้อ,URL ที่จะกรอก,คำอธิบาย");
for (const i of r.items) { const url = (i.evidence[0] ?? i.candidates[0] ?? {}).url; if (url && ++n !== 5) console.log([i.code, n === 4 ? r.site.url : url, n % 3 ? "หน้าหลัก > ข้อมูลสาธารณะ" : ""].map(field).join(",")); }' \
    "$out/first/report.json" >"$out/sheet.csv"
oitcheck receipt.html submit "$out/sheet.csv" --date 18/3/2567 --rate 0 --format html
oitcheck receipt.txt submit "$out/sheet.csv" --date 18/3/2567 --rate 0
lost=$(cd "$out/site" && find . -name '*.pdf' -o -name o4.html | LC_ALL=C sort | sed -n '3p;$p' | sed -n 1p)
rm "$out/site/$lost"
oitcheck verify.html verify --rate 0 --ocr off --format html
oitcheck verify.txt verify --rate 0 --ocr off
oitcheck watch.txt watch --once --confirm 1s & # asks again, to be sure
watching=$!
oitcheck again.txt scan $judge --output "$out"
wait "$watching"
oitcheck availability.html report --availability --format html
oitcheck availability.txt report --availability
oitcheck remind.html remind --format html --as-of 2024-03-20
oitcheck remind.txt remind --as-of 2024-03-20
oitcheck owner.html remind --format html --as-of 2024-03-20 --owner "$(sed -n 's/^  - {name: "\{0,1\}\(.*\)"\{0,1\}, contact:.*/\1/p' "$out/agency.yaml" | sed 's/"$//; 1q')"
oitcheck diff.html diff --format html
oitcheck diff.txt diff
oitcheck history.html history --format html
oitcheck history.txt history
oitcheck history.xlsx history --format xlsx
oitcheck hub.txt report --format hub
{ echo '<!DOCTYPE html><html lang="th"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>OIT</title></head><body><main><h1>OIT</h1>'
    cat "$out/hub.txt"; echo '</main></body></html>'; } >"$out/hub.html" # a page of a CMS around what is pasted
oitcheck checklist.html explain --all --format html
oitcheck bundle.txt bundle --output "$out/bundle.zip" --render off
unzip -qp "$out/bundle.zip" index.html >"$out/bundle.html"
oitcheck incomplete.html scan --format html --rate 0 --ocr off --render off --max-pages 25
