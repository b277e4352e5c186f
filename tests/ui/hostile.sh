#!/bin/sh
# A site whose every text is an enemy's: markup, comment ends, formulas, terminal and direction codes, one very long word. Usage: hostile.sh FOLDER
set -eu
mkdir -p "$1"
evil='<script>alert(1)</script><img src=x onerror=alert(2)> --> ]]> &quot;&gt;<svg onload=alert(3)> =HYPERLINK(1)'
shown=$(printf '%s' "$evil" | sed 's/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g')
long=$(printf 'ก%.0s' $(seq 1 300))$(printf 'W%.0s' $(seq 1 300))
codes=$(printf '\033[31m\342\200\256\302\233')
page() { # NAME TITLE BODY
    printf '<!DOCTYPE html><html lang="th"><head><meta charset="utf-8"><title>%s</title></head><body><main>%s</main></body></html>\n' "$2" "$3" >"$1"
}
cd "$1"
page index.html "เทศบาลตำบลบ้านทดลอง $codes$shown" "<h1>เทศบาลตำบลบ้านทดลอง</h1><a href='ita.html'>ITA 2567</a>"
rows='' n=0
for title in โครงสร้างหน่วยงาน ข้อมูลผู้บริหาร อำนาจหน้าที่ ข้อมูลการติดต่อ ข่าวประชาสัมพันธ์ ถามตอบ แผนยุทธศาสตร์; do
    n=$((n + 1))
    rows="$rows<tr><td>O$n $title $shown</td><td><a href='o$n.html?x=%22%3E%3Cscript%3E&amp;$(printf 'a%.0s' $(seq 1 200))'>$title $codes$shown $long</a></td></tr>"
    [ $n = 5 ] || page "o$n.html" "$title $shown" "<h1>$title $codes$shown</h1><p>$title สำนักปลัด กองคลัง กองช่าง $long $shown โทร. 0 2000 0000</p><a href='o$n.pdf'>$shown</a>"
done
page ita.html "การเปิดเผยข้อมูลสาธารณะ (OIT) ปีงบประมาณ พ.ศ. 2567 $shown" "<table>$rows</table>"
