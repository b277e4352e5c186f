#!/bin/sh
# make run: checks URL, or the bundled demo agency served on loopback. Succeeds on exit codes 0, 1 and 3 and ends with one sentence of
# result and the path of the report. Usage: run.sh PROGRAM TESTD [URL]
set -u
store=
trap : INT TERM # Ctrl-C ends the check; its report is still named here
program=$1 testd=$2 url=${3:-}
output=${OUTPUT:-out}
mkdir -p "$output" || exit 6
if [ -z "$url" ]; then
    pipe=$(mktemp -d)
    trap 'exec 3>&-; kill "$server" 2>/dev/null; rm -rf "$pipe"' EXIT
    mkfifo "$pipe/in" "$pipe/out"
    "$testd" --root fixtures/demo/site <"$pipe/in" >"$pipe/out" &
    server=$!
    exec 3>"$pipe/in"           # the server ends when this end is closed
    read -r url <"$pipe/out"
    store="--db $output/demo.db"
    set -- --fiscal-year 2567 --as-of 2024-06-30 --rate 0 --db "$output/demo.db"
    echo "ตรวจหน่วยงานตัวอย่างที่มากับโปรแกรม / checking the bundled demo agency: $url" >&2
else
    set --
fi
"$program" scan "$url" --output "$output" "$@"
code=$?
case $code in
0 | 1 | 3)
    echo
    echo "คำสั่ง oitcheck ในที่นี้ / oitcheck here is: $program ... $store"
    "$program" report "$url" --format line "$@"
    echo "รายงาน / report: $(cd "$output" && pwd)/report.html"
    exit 0
    ;;
*) exit "$code" ;;
esac
