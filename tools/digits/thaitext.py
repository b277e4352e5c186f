"""Words and numbers for training and measuring pages. The words are ordinary office Thai, put together at random; nothing is quoted."""

WORDS = (
    "การ ความ งาน แผน ผล สำนัก กอง ฝ่าย กลุ่ม หน่วย ราชการ รัฐ ประชาชน ท้องถิ่น จังหวัด อำเภอ ตำบล หมู่บ้าน เทศบาล องค์การ บริหาร ส่วน สภา นายก ปลัด "
    "ผู้อำนวยการ เจ้าหน้าที่ บุคลากร พนักงาน ข้าราชการ ลูกจ้าง ดำเนินงาน ประจำปี งบประมาณ รายงาน ติดตาม ประเมิน คุณธรรม โปร่งใส ทุจริต ป้องกัน "
    "ปราบปราม จัดซื้อ จัดจ้าง พัสดุ การเงิน บัญชี รายรับ รายจ่าย ใช้จ่าย ไตรมาส เบิกจ่าย โครงการ กิจกรรม ยุทธศาสตร์ พัฒนา ทรัพยากร บุคคล ฝึกอบรม นโยบาย "
    "มาตรการ ระเบียบ ประกาศ คำสั่ง หนังสือ ที่ เรื่อง เรียน อ้างถึง สิ่งที่ส่งมาด้วย ด้วย ตาม โดย และ หรือ เพื่อ ให้ ได้ เป็น ไป มี ใน ของ จาก ถึง แล้ว ยัง ไม่ ต้อง "
    "สามารถ ปฏิบัติ หน้าที่ ตำแหน่ง เลขที่ วันที่ เดือน สถิติ ข้อมูล ข่าวสาร เผยแพร่ เว็บไซต์ ร้องเรียน ร้องทุกข์ บริการ คู่มือ มาตรฐาน ขั้นตอน ระยะเวลา ค่าธรรมเนียม "
    "กฎหมาย พระราชบัญญัติ ข้อบัญญัติ เทศบัญญัติ วรรค มาตรา อนุมัติ อนุญาต ตรวจสอบ ควบคุม ภายใน ความเสี่ยง จัดการ แก้ไข ปัญหา อุปสรรค ข้อเสนอแนะ สรุป "
    "เป้าหมาย ตัวชี้วัด ร้อยละ จำนวน บาท ราย แห่ง ครั้ง คน ชุมชน สาธารณะ สุขภาพ การศึกษา โรงเรียน โรงพยาบาล ถนน ไฟฟ้า ประปา น้ำ ที่ดิน ภาษี ป่าไม้ สิ่งแวดล้อม "
    "ขยะ มูลฝอย ผู้สูงอายุ เด็ก สตรี เยาวชน กีฬา วัฒนธรรม ศาสนา ประเพณี ท่องเที่ยว เศรษฐกิจ อาชีพ เกษตร ตลาด สินค้า ซื้อ ขาย เช่า ก่อสร้าง ปรับปรุง ซ่อมแซม "
    "ครุภัณฑ์ คอมพิวเตอร์ รถยนต์ วัสดุ อาคาร ศูนย์ ห้อง ประชุม คณะกรรมการ ประธาน กรรมการ เลขานุการ ลงชื่อ ผู้รายงาน เห็นชอบ ทราบ พิจารณา ขอแสดงความนับถือ "
    "จริยธรรม ของขวัญ สินบน ผลประโยชน์ ทับซ้อน มีส่วนร่วม รับฟัง ความคิดเห็น ช่องทาง โทรศัพท์ โทรสาร อีเมล ที่อยู่ แผนที่ ฐาน ฎีกา ฆ้อง ฌาปนกิจ ญาติ ฑูต "
    "เฒ่า ณ ธง ฝน ฟ้า ภูมิ ฤดู ล้าน ศึกษา ษา หลวง ฬา อยู่ ฮา ซึ่ง ฉบับ ผ่าน เพิ่มเติม เนื่องจาก อย่างไร ก็ ๆ ฯลฯ ทั้งนี้ ดังนี้ กรณี เช่น"
).split()
LATIN = "ITA OIT PDF URL e-GP e-Service Facebook Line website email www.go.th KPI No. PEA ISO GFMIS e-LAAS".split()
MONTHS = "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม".split()
SHORT_MONTHS = "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.".split()
THAI_DIGITS = "๐๑๒๓๔๕๖๗๘๙"
BEFORE_YEAR = ("พ.ศ. ", "พ.ศ.", "ปีงบประมาณ พ.ศ. ", "ประจำปีงบประมาณ พ.ศ. ", "ปีงบประมาณ ", "ปี ", "ประจำปี ", "ประจำปี พ.ศ. ", "พุทธศักราช ", "ปี พ.ศ. ",
               "ประจำปีงบประมาณ ")


def to_thai(text):
    return "".join(THAI_DIGITS[int(c)] if c.isascii() and c.isdigit() else c for c in text)


def year(rng):
    return "25%02d" % rng.integers(0, 100) if rng.random() < 0.8 else str(rng.integers(1000, 9999))


def prose(rng, n_words):
    out = ""
    for _ in range(n_words):
        out += LATIN[rng.integers(len(LATIN))] if rng.random() < 0.03 else WORDS[rng.integers(len(WORDS))]
        if rng.random() < 0.22:
            out += " "
    return out.strip()


def number(rng):
    kind = rng.random()
    n = lambda low, high: str(rng.integers(low, high))
    if kind < 0.2:
        return "%s,%03d" % (n(1, 999), rng.integers(1000))
    if kind < 0.35:
        return "%s.%02d" % (n(0, 99), rng.integers(100))
    if kind < 0.5:
        return "%s/%s" % (n(1, 99), year(rng))
    if kind < 0.6:
        return n(1, 30) + "."
    if kind < 0.7:
        return "(" + n(1, 99) + ")"
    if kind < 0.8:
        return "%s:%02d" % (n(0, 24), rng.integers(60))
    if kind < 0.88:
        return n(0, 100) + "%"
    return "".join(n(0, 10) for _ in range(rng.integers(1, 11)))


def line(rng, is_thai):
    """One line of text for the second tesseract model."""
    kind = rng.random()
    if kind < 0.2:
        text = BEFORE_YEAR[rng.integers(len(BEFORE_YEAR))] + year(rng)
    elif kind < 0.3:
        months = MONTHS if rng.random() < 0.6 else SHORT_MONTHS
        text = "%d %s %s" % (rng.integers(1, 32), months[rng.integers(12)], year(rng))
    elif kind < 0.4:
        text = "(" * int(rng.random() < 0.6) + year(rng) + (" - ", "-", " – ")[rng.integers(3)].replace("–", "-") + year(rng)
        text += ")" if text[0] == "(" else ""
    elif kind < 0.6:
        text = year(rng)
    elif kind < 0.8:
        text = " ".join(number(rng) for _ in range(rng.integers(1, 4)))
    else:
        text = prose(rng, rng.integers(2, 8))
        if rng.random() < 0.5:
            text += " " + BEFORE_YEAR[rng.integers(len(BEFORE_YEAR))] + year(rng)
            if rng.random() < 0.5:
                text += " " + prose(rng, rng.integers(1, 4))
    return to_thai(text) if is_thai else text


def label(text):
    """What the second model is to print: Thai digits as A-J, Thai letters as k, Latin ones as z, no marks."""
    out = ""
    for c in text:
        if c in THAI_DIGITS:
            out += "ABCDEFGHIJ"[THAI_DIGITS.index(c)]
        elif c in "0123456789.,-/():% ":
            out += c
        elif c.isascii():
            out += "z"
        elif c == "ั" or "ิ" <= c <= "ฺ" or "็" <= c <= "๎":
            continue
        else:
            out += "k"
    return out
