"""The rest of a site: news by the dozen, procurement announcements, other documents with words like those of an item, calendars, survey links, MOIT lists.

None of it answers an item, by two rules: a title here is another subject's, and where news (O5) or announcements (O15) truly lack the year, all of them do.
SPDX-License-Identifier: MIT
"""
import sys

import documents as d
import vocab as v

NEWS = ["ลงพื้นที่ตรวจเยี่ยมประชาชน", "จัดอบรมให้ความรู้แก่บุคลากร", "มอบถุงยังชีพผู้ประสบภัย", "เปิดรับสมัครผู้เข้าร่วมโครงการ", "ประชุมติดตามงานประจำเดือน", "ร่วมพิธีวันสำคัญของชาติ", "ต้อนรับคณะศึกษาดูงาน",
        "ประชุมคณะทำงานขับเคลื่อน ITA", "อบรมการป้องกันผลประโยชน์ทับซ้อน", "รณรงค์ลดอุบัติเหตุช่วงเทศกาล", "บริจาคโลหิต", "ประชาสัมพันธ์การชำระภาษี", "ตรวจรับงานจ้างก่อสร้างถนน", "ประชุมพิจารณาร่างแผนพัฒนา",
        "กิจกรรมจิตอาสาพัฒนา", "ซ้อมแผนป้องกันอัคคีภัย", "สัมมนาการจัดซื้อจัดจ้างภาครัฐ", "ขอเชิญร่วมตอบแบบสำรวจ EIT", "รับรางวัลหน่วยงานดีเด่น", "อบรมการจัดทำคู่มือสำหรับประชาชน", "เตือนภัยมิจฉาชีพออนไลน์",
        "ประชุมชี้แจงการประเมินความเสี่ยง", "แจ้งปิดปรับปรุงถนน", "เปิดศูนย์บริการร่วม", "ผู้บริหารให้สัมภาษณ์เรื่องโครงสร้างพื้นฐาน", "เข้ารับการประเมินองค์กร", "ประกวดคำขวัญต่อต้านคอร์รัปชัน"]
BIDS = ["ประกาศผู้ชนะการเสนอราคา {}", "ประกาศเชิญชวน {}", "ประกาศราคากลาง {}", "ร่าง TOR {}", "ยกเลิกประกาศ {}", "ประกาศประกวดราคาอิเล็กทรอนิกส์ (e-bidding) {}", "ประกาศผลผู้ชนะ {}"]
WORKS = ["จ้างซ่อมแซมถนนลูกรัง หมู่ 3", "ซื้อวัสดุสำนักงาน", "จ้างเหมาพนักงานรักษาความปลอดภัย", "ซื้อครุภัณฑ์สำนักงาน เก้าอี้ 20 ตัว", "จ้างก่อสร้างรางระบายน้ำ", "ซื้อน้ำมันเชื้อเพลิง", "เช่าเครื่องถ่ายเอกสาร", "จ้างปรับปรุงห้องประชุม",
         "ซื้อยาและเวชภัณฑ์", "จ้างทำป้ายประชาสัมพันธ์", "ซื้อเครื่องปรับอากาศ", "จ้างออกแบบอาคาร"]
# Title, text. {y}: a year near 2567.
PAPERS = [("แบบรายงานการประเมินผลการควบคุมภายใน (ปค. 4) ปี {y}", "สภาพแวดล้อมการควบคุม การประเมินความเสี่ยง กิจกรรมการควบคุม สารสนเทศและการสื่อสาร การติดตามประเมินผล"),
          ("แผนการตรวจสอบภายใน ประจำปีงบประมาณ {y}", "หน่วยรับตรวจ เรื่องที่ตรวจสอบ จำนวนคนวัน ผู้ตรวจสอบ"), ("แผนการจัดการความรู้ (KM) ประจำปี {y}", "เป้าหมาย KM องค์ความรู้ที่จำเป็น กิจกรรมแลกเปลี่ยนเรียนรู้"),
          ("แผนบริหารความต่อเนื่อง (BCP)", "สถานการณ์ไฟไหม้ น้ำท่วม โรคระบาด ทรัพยากรสำคัญ ทีมบริหารความต่อเนื่อง"), ("แผนปฏิบัติการดิจิทัล พ.ศ. 2566-2570", "พัฒนาโครงสร้างพื้นฐานดิจิทัล ระบบเครือข่าย และทักษะดิจิทัล"),
          ("แผนอัตรากำลัง 3 ปี (พ.ศ. 2567-2569)", "กรอบอัตรากำลัง ภาระค่าใช้จ่าย บัญชีแสดงการจัดคนลงสู่ตำแหน่ง"), ("รายงานการประชุมสภา สมัยสามัญ สมัยที่ 1 ปี {y}", "ระเบียบวาระที่ 1 เรื่องแจ้งให้ทราบ ระเบียบวาระที่ 2 รับรองรายงานการประชุม"),
          ("งบแสดงฐานะการเงิน ณ 30 กันยายน 2566", "สินทรัพย์หมุนเวียน หนี้สิน ส่วนทุน"), ("รายงานผลการสำรวจความพึงพอใจผู้รับบริการ ปี {y}", "ด้านกระบวนการ ด้านเจ้าหน้าที่ ด้านสิ่งอำนวยความสะดวก ร้อยละ 88.4"),
          ("นโยบายคุ้มครองข้อมูลส่วนบุคคล (Privacy Policy)", "การเก็บรวบรวม ใช้ และเปิดเผยข้อมูลส่วนบุคคล สิทธิของเจ้าของข้อมูล"), ("คู่มือการใช้งานระบบสารบรรณอิเล็กทรอนิกส์", "การเข้าสู่ระบบ การสร้างหนังสือ การส่งต่อ หน้าจอหลัก"),
          ("ผลคะแนนการประเมิน ITA ประจำปี 2566", "คะแนนรวม 86.20 ระดับผ่าน IIT EIT OIT"), ("แบบฟอร์มคำร้องทั่วไป", "เขียนที่ วันที่ ข้าพเจ้า อายุ บ้านเลขที่"), ("ประกาศรายชื่อผู้มีสิทธิสอบคัดเลือกพนักงานจ้าง ปี {y}", "เลขประจำตัวสอบ ชื่อ-สกุล หมายเหตุ"),
          ("แผนป้องกันและบรรเทาสาธารณภัย พ.ศ. 2566-2570", "อุทกภัย วาตภัย ศูนย์บัญชาการเหตุการณ์ การแจ้งเตือน"), ("สถิติประชากร ปี {y}", "ชาย หญิง ครัวเรือน"), ("สถิติอุบัติเหตุทางถนนช่วงเทศกาล {y}", "จำนวนครั้ง บาดเจ็บ เสียชีวิต"),
          ("ประกาศเจตจำนงการบริหารงานด้วยความซื่อสัตย์สุจริต {y}", "ข้าพเจ้าขอแสดงเจตจำนงว่าจะบริหารงานด้วยความซื่อสัตย์ โปร่งใส เป็นธรรม"), ("นโยบายความเป็นส่วนตัวของผู้ใช้บริการเว็บไซต์", "คุกกี้ การเก็บสถิติการเข้าชม"),
          ("พระราชบัญญัติข้อมูลข่าวสารของราชการ พ.ศ. 2540", "มาตรา 7 มาตรา 9 ข้อมูลข่าวสารที่ต้องจัดให้ประชาชนเข้าตรวจดู"), ("รายงานผลการปฏิบัติตาม พ.ร.บ. ข้อมูลข่าวสาร ปี {y}", "จำนวนคำขอ จำนวนที่เปิดเผย"),
          ("ใบสมัครเข้าร่วมเครือข่ายคุณธรรม", "ชื่อหน่วยงาน ผู้ประสานงาน กิจกรรม"), ("มาตรการประหยัดพลังงาน ปี {y}", "ปิดไฟพักเที่ยง ตั้งอุณหภูมิ 25 องศา"), ("มาตรการป้องกันและแก้ไขปัญหาการล่วงละเมิดทางเพศในที่ทำงาน", "นิยาม พฤติกรรมที่พึงปฏิบัติ ช่องทางร้องทุกข์ภายใน"),
          ("แผนการใช้จ่ายเงินสะสม ปี {y}", "รายการ จำนวนเงิน มติสภา"), ("คู่มือความปลอดภัยในการทำงานบนที่สูง", "อุปกรณ์ป้องกัน สายรัดตัว ตรวจสภาพ"), ("วารสารรายเดือน ฉบับที่ 4/{y}", "บทบรรณาธิการ เกร็ดความรู้ ภาพกิจกรรม"),
          ("แผนพัฒนาการศึกษา พ.ศ. 2566-2570", "การศึกษาปฐมวัย ศูนย์พัฒนาเด็กเล็ก งบประมาณด้านการศึกษา"), ("รายงานผลการตรวจสอบภายใน ปี {y}", "ข้อตรวจพบ ข้อสังเกต ข้อแนะนำ"), ("ข้อตกลงการให้บริการระหว่างหน่วยงาน (MOU) ปี {y}", "วัตถุประสงค์ ขอบเขตความร่วมมือ")]
MOIT = ["วางระบบโดยการกำหนดมาตรการเผยแพร่ข้อมูลต่อสาธารณะ", "เปิดเผยข้อมูลข่าวสารที่เป็นปัจจุบัน", "รายงานการวิเคราะห์ผลการจัดซื้อจัดจ้างของปีที่ผ่านมา", "วางระบบการจัดซื้อจัดจ้างประจำปี", "สรุปผลการจัดซื้อจัดจ้างรายเดือน แบบ สขร.1",
        "นโยบายการบริหารทรัพยากรบุคคลของผู้บริหาร", "รายงานการประเมินผลการปฏิบัติราชการ", "อบรมให้ความรู้ด้านวินัยและจรรยา", "แนวปฏิบัติการจัดการเรื่องร้องเรียน ระดับจังหวัด", "สรุปผลการดำเนินงานเรื่องร้องเรียน รอบ 12 เดือน ปี 2565", "เปิดโอกาสให้ผู้มีส่วนได้ส่วนเสียเข้ามามีส่วนร่วม (เครือข่ายสุขภาพ)"]


def date(c, year):
    month = c.rng.choice([("ม.ค.", "มกราคม"), ("ก.พ.", "กุมภาพันธ์"), ("มี.ค.", "มีนาคม"), ("เม.ย.", "เมษายน"), ("พ.ค.", "พฤษภาคม")])
    n = c.rng.randint(1, 28)
    return c.rng.choice([f"{n} {month[0]} {year}", f"{n} {month[1]} {year}", f"{n} {month[1]} พ.ศ. {year}", f"{n:02d}/{c.rng.randint(1, 5):02d}/{year}"])


def anchor(href, text):
    return f'<a href="{href}">{text}</a>'


def news(site):
    """(path, title, date) of every story, newest first."""
    c = site.c
    lacks_year = site.news_year != 2567
    titles = [f"{c.rng.choice(c.words('NEWS', sys.modules[__name__]))} {c.rng.choice(['', 'ณ ห้องประชุมชั้น 2', 'ประจำปี', 'ร่วมกับภาคีเครือข่าย'])}".strip() for _ in range(c.rng.randint(14, 34))]
    titles += [f"{c.rng.choice(['ประชุมชี้แจงแนวทางการจัดทำ', 'อบรมเชิงปฏิบัติการ เรื่อง ', 'ประชุมคณะกรรมการพิจารณา'])}{v.TITLES[e.item][0].replace('{y}', '').replace('{r}', '').strip()}" for e in site.entries if e.kind == "news"]
    titles += [f"เข้าร่วมอบรมการประเมิน ITA ประจำปี {site.news_year}"]
    c.rng.shuffle(titles)
    rows = []
    for i, title in enumerate(titles):
        year = (2565 if i < 9 else c.rng.choice([2563, 2564])) if lacks_year else 2567 if i < 10 else c.rng.choice([2565, 2566, 2566, 2567])
        when = date(c, year)
        rows.append((site.style.news.format(i=i), title, when))
        picture = '<img src="{img}" alt="" width="640" height="480">' if c.rng.random() < .4 else ""
        site.page(rows[-1][0], title, f"<h1>{title}</h1><p>{when} | อ่าน {c.rng.randint(3, 900)} ครั้ง</p>{picture}<p>เมื่อวันที่ {when} {c.head} พร้อมด้วยคณะ {title} มีผู้เข้าร่วม {c.rng.randint(10, 200)} คน</p>"
                  f"<p>{c.rng.choice(['ทั้งนี้ เพื่อให้การดำเนินงานเป็นไปด้วยความเรียบร้อย', 'ในการนี้ได้รับความร่วมมือจากประชาชนเป็นอย่างดี', 'ภาพข่าว : งานประชาสัมพันธ์'])}</p>")
    return rows


def paged(site, base, title, rows, size):
    """A list in pages of `size` with links back and forth; returns the address of the first."""
    pages = [rows[i:i + size] for i in range(0, len(rows), size)] or [[]]
    names = [base] + [base.replace(".html", f"-{n}.html") for n in range(2, len(pages) + 1)]
    for n, part in enumerate(pages):
        pager = " ".join(anchor(name, str(i + 1)) for i, name in enumerate(names))
        site.page(names[n], title, f"<h1>{title}</h1><ul>" + "".join(f"<li>{anchor(path, text)} {when}</li>" for path, text, when in part) + f"</ul><p>หน้า {pager}</p>")
    return names


def announcements(site):
    """Procurement announcements: each a page; the rows of O15's own page lead to the first five."""
    c, entry = site.c, next(e for e in site.entries if e.item == "O15")
    year = 2567 if entry.status.startswith("published") else 2565
    rows = []
    for i in range(c.rng.randint(8, 30)):
        title = c.rng.choice(BIDS).format(c.rng.choice(c.words("WORKS", sys.modules[__name__])))
        when = date(c, year if i < 8 or year == 2565 else c.rng.choice([2566, 2567]))
        path = f"/egp{i}.html"
        rows.append((path, title, when))
        site.page(path, title, f"<h1>{title}</h1><p>ประกาศ ณ วันที่ {when}</p><p>วงเงินงบประมาณ {c.num(c.rng.randint(5, 900) * 1000)} บาท วิธี{c.rng.choice(['เฉพาะเจาะจง', 'e-bidding', 'คัดเลือก'])}</p>")
    names = paged(site, "/egplist.html", c.rng.choice(["จัดซื้อจัดจ้าง", "ประกาศจัดซื้อจัดจ้างทั้งหมด", "e-GP"]), rows, 15)
    entry.pages += [r[0] for r in rows] + names
    if not entry.status.startswith("published"):
        entry.reasons += "|wrong-year"
    return names[0]


def papers(site):
    c, rows = site.c, []
    chosen = c.rng.sample(c.words("PAPERS", sys.modules[__name__]), c.rng.randint(9, 16))
    for i, (title, text) in enumerate(chosen):
        title = title.format(y=c.rng.choice([2566, 2567]))
        body = d.p(text) + d.p(f"จัดทำโดย {c.rng.choice(c.units)} {c.name}")
        if i < 5:
            path = f"/library/doc{c.rng.randint(1000, 9999)}{i}.pdf"
            site.pdfs.append((site.www / path.lstrip("/"), [title, c.name], body, ""))
        else:
            path = f"/library/p{i}.html"
            site.page(path, title, f"<h1>{title}</h1>{body}")
        rows.append((path, title, c.rng.choice(["", "(PDF)", date(c, c.rng.choice([2566, 2567]))])))
    month = c.rng.randrange(12)
    path = f"/library/skr1-{month}.pdf"
    site.pdfs.append((site.www / path.lstrip("/"), [f"สรุปผลการดำเนินการจัดซื้อจัดจ้าง (แบบ สขร.1) ประจำเดือน {c.rng.choice(['ตุลาคม 2566', 'มกราคม 2567', 'มีนาคม 2567'])}", c.name], d.skr1(c, 2567), ""))
    rows.append((path, "สขร.1 รายเดือน", ""))
    return paged(site, "/library.html", c.rng.choice(["คลังเอกสาร", "เอกสารเผยแพร่", "ดาวน์โหลด"]), rows, 12)[0]


def moit(site):
    """The list of the ministry of health beside the real one: other numbers, other criteria."""
    c = site.c
    rows = []
    for i, title in enumerate(MOIT, 1):
        path = f"/moit/m{i}.html"
        rows.append((path, f"MOIT {i} {title}", "ไตรมาส 1"))
        site.page(path, f"MOIT {i}", f"<h1>MOIT {i} {title}</h1><p>บันทึกข้อความขออนุมัตินำรายงานเผยแพร่บนเว็บไซต์</p>")
    return paged(site, "/moit/list.html", "การประเมิน MOIT ปีงบประมาณ พ.ศ. 2567", rows, 30)[0]


def fill(site):
    """Everything above, reachable from the menu; /newslist.html and /history.html stand in every menu."""
    c = site.c
    rows = news(site)
    names = paged(site, "/newslist.html", "ข่าวทั้งหมด", rows, c.rng.choice([12, 20]))
    five = next(e for e in site.entries if e.item == "O5")
    five.pages += names + [r[0] for r in rows]
    five.reasons += "" if five.status.startswith("published") else "|wrong-year"
    for e in site.entries:
        if e.kind == "news" and site.news_year != 2567:
            e.reasons += "|wrong-year"
    more = [anchor(announcements(site), "ประกาศ e-GP"), anchor(papers(site), "คลังเอกสาร")]
    if c.kind == "hospital":
        more.append(anchor(moit(site), "MOIT"))
    for n in (1, 2):
        site.page(f"/calendar{n}.html", "ปฏิทินกิจกรรม", f"<h1>ปฏิทินกิจกรรม {['มกราคม', 'กุมภาพันธ์'][n - 1]} {site.news_year}</h1>" + d.table(["อา", "จ", "อ", "พ", "พฤ", "ศ", "ส"], [[r * 7 + k + 1 for k in range(7)] for r in range(4)]))
        more.append(anchor(f"/calendar{n}.html", f"ปฏิทิน {n}"))
    more += ["<a href='https://itas.nacc.go.th/go/eit/x3k9q1'>แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก (EIT)</a>", "<a href='https://itas.nacc.go.th/go/iit/x3k9q1'>แบบวัด IIT</a>"]
    site.page("/history.html", "ประวัติความเป็นมา", f"<h1>ประวัติความเป็นมา</h1><p>{c.name} จัดตั้งขึ้นเมื่อ พ.ศ. 2539 มีโครงสร้างพื้นฐาน ถนน ไฟฟ้า ประปา ครบถ้วน</p><p>{' | '.join(more)}</p>")
