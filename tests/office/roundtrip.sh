#!/bin/sh
# Round trip of the officers' workbook through LibreOffice: what she writes in white cells comes back byte for byte, whatever format she saves.
# Usage: roundtrip.sh BUILD OUT (OUT/demo.db is there: run.sh). Ends with "N passed, M failed".
set -eu
build=$1 out=$2
work="$out/roundtrip"
rm -rf "$work"
mkdir -p "$work/a" "$work/b"
passed=0 failed=0
check() { # description, command...
    what=$1
    shift
    if "$@" >"$work/log" 2>&1; then passed=$((passed + 1)); else
        failed=$((failed + 1))
        echo "FAILED: $what"
        tail -5 "$work/log"
    fi
}
office() { # FILE FORMAT FOLDER
    timeout 120 soffice "-env:UserInstallation=file://$(realpath "$work")/profile" --headless --convert-to "$2" --outdir "$3" "$1" >/dev/null 2>&1
}
csv='csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,1'
oit() { "$build/oitcheck" "$@" --db "$work/demo.db"; }
fresh() { cp "$out/demo.db" "$work/demo.db"; }
words() { # all that officers said, as JSON lines: item, field words
    oit report --format json | python3 -c '
import json, sys
for item in json.load(sys.stdin)["items"]:
    print(json.dumps([item["code"], item["officer"]["words"] if "words" in item["officer"] else item["officer"]], ensure_ascii=False, sort_keys=True))'
}
# She fills in: hard words in every white column.
python3 - "$work/filled.csv" <<'PY'
import csv, sys
hard = ["กองคลัง", "=1+1", "+66 2 123", "-", "@here", "'ยกคำพูด'", "  เว้นวรรคหน้าหลัง  ", "บรรทัดหนึ่ง\nบรรทัดสอง\n\nบรรทัดสี่", 'เขาว่า "ใช่", แล้ว; จบ', "\U0001F600\U0001F44D\U0001F3FD",
        "_x000D_", "<b>&amp;</b>", "https://www.example.go.th/ก?a=1&b=2\nhttps://www.example.go.th/2", "007", "1.50", "TRUE", "31/3", "ชื่อ  สอง  เว้นวรรค", "#N/A", "50%", "๑๒๓", "1e5", "2024-03-31",
        "ก" * 5000]
def guarded(text):
    bare = text.lstrip("' \n")
    return "'" + text if bare and bare[0] in "=+-@\t\r" else text
head = ["ข้อ", "ผู้รับผิดชอบ", "ผู้ประสาน", "กำหนดส่งภายใน", "URL ที่จะกรอก", "คำอธิบาย", "ผลพิจารณา", "หมายเหตุ"]
with open(sys.argv[1], "w", encoding="utf-8-sig", newline="") as file:
    out = csv.writer(file)
    out.writerow(head)
    for i in range(35):
        pick = lambda k: guarded(hard[(i + k) % len(hard)])
        out.writerow(["O%d" % (i + 1), pick(0), pick(1), "31 มี.ค. 2567" if i % 2 else "", pick(2), pick(3), ["รับ", "ไม่รับ", "ไม่ใช้กับหน่วยงาน", ""][i % 4], pick(4)])
PY
fresh
check "the filled list is taken" oit import "$work/filled.csv"
words >"$work/said"
oit report --format xlsx >"$work/itas.xlsx" || [ $? -eq 1 ]
# Opened and saved by LibreOffice in each format: importing it changes nothing, and brings all of it into a store that knew nothing.
office "$work/itas.xlsx" 'xlsx:Calc MS Excel 2007 XML' "$work/a"
office "$work/itas.xlsx" ods "$work/a"
office "$work/itas.xlsx" 'xls:MS Excel 97' "$work/a"
office "$work/itas.xlsx" "$csv" "$work/a"
for file in "$work/itas.xlsx" "$work"/a/*; do
    case $file in *.csv) [ -s "$file" ] || continue ;; esac
    fresh
    check "$file is taken" oit import "$file"
    words >"$work/got"
    check "$file keeps every white cell" cmp "$work/said" "$work/got"
done
[ "$(ls "$work/a" | wc -l)" -ge 4 ] || { echo "LibreOffice did not write all formats"; failed=$((failed + 1)); }
# She edits in LibreOffice itself: writes, clears, types a day and a formula, deletes a column, puts a column and a title in front.
basic="$work/profile/user/basic/Standard"
mkdir -p "$basic"
cat >"$basic/script.xlb" <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false" library:passwordprotected="false"><library:element library:name="Officer"/></library:library>
XML
cat >"$basic/Officer.xba" <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Officer" script:language="StarBasic">Sub Edit(source, target)
  Dim how(0) As New com.sun.star.beans.PropertyValue
  how(0).Name = "Hidden"
  how(0).Value = True
  doc = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, how())
  sheet = doc.Sheets.getByIndex(0)
  sheet.getCellByPosition(16, 1).String = "=2+2 แก้แล้ว"
  sheet.getCellByPosition(16, 2).String = "  บรรทัดหนึ่ง" &amp; Chr(10) &amp; "บรรทัดสอง "
  sheet.getCellByPosition(16, 3).String = ""
  sheet.getCellByPosition(12, 4).NumberFormat = 36
  sheet.getCellByPosition(12, 4).Value = 45382
  sheet.getCellByPosition(16, 5).Formula = "=3*7"
  sheet.getCellByPosition(0, 6).String = "ข้อ ๖ "
  sheet.getCellByPosition(16, 6).String = "เลขไทย"
  sheet.Columns.removeByIndex(11, 1)
  sheet.Columns.insertByIndex(0, 1)
  sheet.Rows.insertByIndex(0, 2)
  sheet.getCellByPosition(1, 0).String = "ฉบับที่สำนักส่งกลับ"
  how(0).Name = "FilterName"
  how(0).Value = "Calc MS Excel 2007 XML"
  doc.storeToURL(ConvertToURL(target &amp; ".xlsx"), how())
  how(0).Value = "calc8"
  doc.storeToURL(ConvertToURL(target &amp; ".ods"), how())
  doc.close(True)
End Sub
</script:module>
XML
(cd "$work" && timeout 120 soffice "-env:UserInstallation=file://$(realpath profile)" --headless "macro:///Standard.Officer.Edit(\"$(realpath itas.xlsx)\",\"$(realpath b)/edited\")" >/dev/null 2>&1) || true
python3 - "$work/said" "$work/wanted" <<'PY'
import json, sys
rows = [json.loads(line) for line in open(sys.argv[1])]
said = {code: words for code, words in rows}
said["O1"]["note"] = "=2+2 แก้แล้ว"
said["O2"]["note"] = "  บรรทัดหนึ่ง\nบรรทัดสอง "
said["O3"]["note"] = None
said["O4"]["due"], said["O4"]["internal_due"] = "31 มี.ค. 2567", "2024-03-31"
said["O5"]["note"] = "21"
said["O6"]["note"] = "เลขไทย"
with open(sys.argv[2], "w") as out:
    for code, words in rows:
        print(json.dumps([code, words], ensure_ascii=False, sort_keys=True), file=out)
PY
for file in "$work/b/edited.xlsx" "$work/b/edited.ods"; do
    fresh
    oit import "$work/filled.csv" >/dev/null
    check "$file is taken" oit import "$file"
    words >"$work/got"
    check "$file brings what was edited, and nothing else" cmp "$work/wanted" "$work/got"
done
echo "round trip: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
