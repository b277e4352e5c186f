#!/usr/bin/python3
"""Best first: how soon a crawl finds what it came for, by the server's own log.

Builds agency sites of some 3,000 pages: items 4 to 6 clicks deep behind hubs with dull labels, a news archive, a calendar, galleries, tags, documents nobody
asked for. Runs a whole check, takes the evidence URLs of its report, and asks the log when each was first requested.

    bench/order.py --build build/release [--pages 3000] [--seed 7] [--layout NAME]

Layouts "portal", "scripts" and "office" were looked at while tuning, "blog" was not. Prints for each: evidence found in the first 15 % of the requests, and
the share of requests after which 95 % are found. SPDX-License-Identifier: MIT
"""
import argparse, html, json, os, random, subprocess, sys, tempfile, threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ITEMS = [
    ("โครงสร้างหน่วยงาน", "แผนผังโครงสร้างการแบ่งส่วนราชการของเทศบาล ประกอบด้วย สำนักปลัด กองคลัง กองช่าง กองการศึกษา"),
    ("ข้อมูลผู้บริหาร", "นายสมชาย ใจดี นายกเทศมนตรี โทรศัพท์ 0-2123-4567 อีเมล mayor@own.example.go.th"),
    ("อำนาจหน้าที่", "อำนาจหน้าที่ของเทศบาลตามพระราชบัญญัติเทศบาล พ.ศ. 2496"),
    ("แผนยุทธศาสตร์หรือแผนพัฒนาหน่วยงาน พ.ศ. 2566-2570", "ยุทธศาสตร์ แนวทาง เป้าหมาย ตัวชี้วัด"),
    ("ข้อมูลการติดต่อ", "ที่อยู่ 99 หมู่ 1 ตำบลบ้านวัด โทรศัพท์ 0-2123-4567 โทรสาร 0-2123-4568 อีเมล saraban@own.example.go.th แผนที่ตั้ง"),
    ("กฎหมายที่เกี่ยวข้อง", "พระราชบัญญัติเทศบาล พ.ศ. 2496 พระราชบัญญัติกำหนดแผนและขั้นตอนการกระจายอำนาจ"),
    ("แผนดำเนินงานและการใช้งบประมาณประจำปี พ.ศ. 2567", "โครงการ งบประมาณ ระยะเวลา แผนดำเนินงานประจำปีงบประมาณ พ.ศ. 2567"),
    ("รายงานการกำกับติดตามการดำเนินงานและการใช้งบประมาณประจำปี รอบ 6 เดือน พ.ศ. 2567", "ความก้าวหน้าการดำเนินงาน การใช้จ่ายงบประมาณ รอบ 6 เดือน 2567"),
    ("รายงานผลการดำเนินงานประจำปี พ.ศ. 2566", "สรุปผลการดำเนินงาน การใช้งบประมาณ ปัญหา อุปสรรค ข้อเสนอแนะ ประจำปี 2566"),
    ("คู่มือหรือแนวทางการปฏิบัติงานของเจ้าหน้าที่", "คู่มือการปฏิบัติงาน วิธีการขั้นตอนการปฏิบัติงาน สำหรับเจ้าหน้าที่ ปี 2567"),
    ("คู่มือหรือแนวทางการให้บริการสำหรับผู้รับบริการ", "บริการ ขั้นตอน ระยะเวลา ช่องทาง ค่าธรรมเนียม กฎหมายที่เกี่ยวข้อง"),
    ("ข้อมูลสถิติการให้บริการ พ.ศ. 2567", "สถิติการให้บริการ เดือนตุลาคม 2566 - มีนาคม 2567 จำนวนผู้รับบริการ"),
    ("แผนการจัดซื้อจัดจ้างหรือแผนการจัดหาพัสดุ ปีงบประมาณ พ.ศ. 2567", "แผนการจัดซื้อจัดจ้าง งบประมาณ วิธีการจัดซื้อจัดจ้าง ราคากลาง"),
    ("ประกาศต่าง ๆ เกี่ยวกับการจัดซื้อจัดจ้างหรือการจัดหาพัสดุ พ.ศ. 2567", "ประกาศเชิญชวน ประกาศผลผู้ชนะ ปีงบประมาณ 2567"),
    ("รายงานผลการจัดซื้อจัดจ้างหรือการจัดหาพัสดุประจำปี พ.ศ. 2566", "ผลการจัดซื้อจัดจ้าง งานที่ซื้อหรือจ้าง วงเงินงบประมาณ ราคากลาง ผู้ได้รับการคัดเลือก"),
    ("แผนการบริหารและพัฒนาทรัพยากรบุคคล พ.ศ. 2567", "แผนการบริหารและพัฒนาทรัพยากรบุคคล โครงการ งบประมาณ ระยะเวลาดำเนินการ 2567"),
    ("รายงานผลการบริหารและพัฒนาทรัพยากรบุคคลประจำปี พ.ศ. 2566", "ผลการบริหารทรัพยากรบุคคล ผลการวิเคราะห์ ปัญหาอุปสรรค ข้อเสนอแนะ 2566"),
    ("ประมวลจริยธรรมสำหรับเจ้าหน้าที่ของรัฐ", "ประมวลจริยธรรมข้าราชการท้องถิ่น พ.ศ. 2564"),
    ("แนวปฏิบัติการจัดการเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ", "รายละเอียดวิธีการ ขั้นตอน ช่องทาง ระยะเวลา ส่วนงานที่รับผิดชอบ"),
    ("ข้อมูลสถิติเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ พ.ศ. 2567", "ไม่มีเรื่องร้องเรียน ตุลาคม 2566 - มีนาคม 2567"),
    ("ประกาศเจตนารมณ์นโยบาย No Gift Policy จากการปฏิบัติหน้าที่ พ.ศ. 2567", "ประกาศเจตนารมณ์ งดรับของขวัญ No Gift Policy ปีงบประมาณ 2567"),
    ("รายงานผลตามนโยบาย No Gift Policy พ.ศ. 2567", "รายงานการรับของขวัญ ไม่มีการรับของขวัญ 2567"),
    ("การประเมินความเสี่ยงการทุจริตประจำปี พ.ศ. 2567", "ความเสี่ยงการทุจริต เหตุการณ์ ระดับความเสี่ยง มาตรการ 2567"),
    ("แผนปฏิบัติการป้องกันการทุจริต พ.ศ. 2566-2570", "โครงการ งบประมาณ ช่วงเวลาดำเนินการ แผนปฏิบัติการป้องกันการทุจริต"),
    ("มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน พ.ศ. 2567", "วิเคราะห์ผลการประเมิน มาตรการ ผู้รับผิดชอบ วิธีการ 2567"),
]
DULL = ["ข้อมูลทั่วไป", "เกี่ยวกับเรา", "รายละเอียด", "คลังข้อมูล", "งานของเรา", "เอกสาร", "สาระน่ารู้", "บริการ", "หน่วยงานภายใน", "ข้อมูล", "ดูทั้งหมด", "กองต่าง ๆ", "ศูนย์ข้อมูล", "ประชาชนควรรู้", "อื่น ๆ"]
NEWS = ("ร่วมพิธี เปิดงาน ประชุม ลงพื้นที่ ตรวจเยี่ยม มอบถุงยังชีพ ปลูกต้นไม้ ทำความสะอาด แข่งขันกีฬา งานวันเด็ก ลอยกระทง สงกรานต์ อบรม ฉีดวัคซีน ซ่อมถนน ขุดลอกคลอง เลี้ยงต้อนรับ ตักบาตร "
        "เดินรณรงค์ ประกวด ตลาดนัด รับสมัคร เตือนภัย น้ำท่วม หมอกควัน ไฟป่า").split()


class Layout:
    """Addresses and furniture of one kind of site."""
    n_side = 3

    def __init__(self, rng, n):
        self.rng, self.n, self.pages, self.count = rng, n, {}, 0

    def words(self, n):
        return " ".join(self.rng.choice(NEWS) for _ in range(n))

    def url(self, kind, title=""):
        self.count += 1
        return self.make_url(kind, self.count, title)

    def put(self, url, title, text, links):
        self.pages[url] = (title, text, links)

    def build(self):
        rng = self.rng
        menu = []
        hubs = [(self.url("menu"), DULL[i]) for i in range(8)]
        archive = self.archive("news", self.n * 5 // 10, "ข่าวประชาสัมพันธ์")
        photos = self.archive("gallery", self.n // 7, "ภาพกิจกรรม")
        calendar = self.calendar(self.n // 12)
        tags = self.archive("tag", self.n // 12, "ป้ายกำกับ")
        files = self.files(self.n // 10)
        menu = [("/", "หน้าแรก"), (archive, self.label_news()), (photos, self.label_photos()), (calendar, "ปฏิทิน"), *hubs[:5], (files, "ดาวน์โหลด"), *hubs[5:], (tags, "ทั้งหมด")]
        self.menu = menu
        # Hubs: each leads to dull sub-hubs, these to shelves, these to items; 4 to 6 clicks from home.
        items = ITEMS[:]
        rng.shuffle(items)
        per_hub = (len(items) + len(hubs) - 1) // len(hubs)
        for h, (hub, label) in enumerate(hubs):
            mine = items[h * per_hub:(h + 1) * per_hub]
            subs = [(self.url("hub"), rng.choice(DULL)) for _ in range(4)]
            self.put(hub, label, self.words(20), subs)
            chosen = rng.randrange(4)
            for s, (sub, sub_label) in enumerate(subs):
                shelves = [(self.url("shelf"), f"{rng.choice(DULL)} {k + 1}") for k in range(3)]
                leaves = shelves + [(self.leaf(), self.words(3)) for _ in range(2)]
                rng.shuffle(leaves)
                self.put(sub, sub_label, self.words(20), leaves)
                for k, (shelf, shelf_label) in enumerate(shelves):
                    rows = [(self.leaf(), self.words(4)) for _ in range(2)]
                    if s == chosen and k == h % 3:
                        deep = h % 2
                        here = rows
                        if deep:
                            more = self.url("shelf")
                            here = [(self.leaf(), self.words(4)) for _ in range(2)]
                            rows.append((more, rng.choice(DULL)))
                        for title, text in mine:
                            u = self.url("item", title)
                            here.insert(rng.randrange(len(here) + 1), (u, title))
                            self.put(u, title, text + " " + self.words(10), [])
                        if deep:
                            self.put(more, rng.choice(DULL), "", here)
                    self.put(shelf, shelf_label, "", rows)
        self.put("/", "เทศบาลตำบลบ้านวัด", "ยินดีต้อนรับ " + self.words(10), self.front)
        while len(self.pages) < self.n:
            self.leaf()

    def label_news(self):
        return "ข่าวประชาสัมพันธ์"

    def label_photos(self):
        return "ภาพกิจกรรม"

    def leaf(self):
        u = self.url("leaf")
        self.put(u, self.words(4), self.words(80), [])
        return u

    def archive(self, kind, n, label):
        per = 12
        posts = [self.url(kind) for _ in range(n)]
        lists = [self.list_url(kind, p) for p in range((n + per - 1) // per)]
        for p, page in enumerate(lists):
            mine = posts[p * per:(p + 1) * per]
            self.put(page, label, "", [(u, self.words(5)) for u in mine] + [(lists[q], str(q + 1)) for q in range(max(0, p - 4), min(len(lists), p + 5)) if q != p] + [(lists[-1], "สุดท้าย")])
        for i, u in enumerate(posts):
            side = [(posts[self.rng.randrange(n)], self.words(4)) for _ in range(self.n_side)]
            self.put(u, self.words(6), self.words(120), side + ([(posts[i + 1], "ถัดไป")] if i + 1 < n else []))
        if kind == "news":
            self.front = [(u, self.words(5)) for u in posts[:12]]
        return lists[0]

    def calendar(self, n):
        months = [self.month_url(i) for i in range(n)]
        for i, u in enumerate(months):
            self.put(u, f"เดือนที่ {i}", " ".join(str(d) for d in range(1, 31)), [(months[k], t) for k, t in ((i - 1, "ก่อนหน้า"), (i + 1, "ถัดไป")) if 0 <= k < n])
        return months[0]

    def files(self, n):
        shelf = self.list_url("files", 0)
        pages = [self.url("file") for _ in range(n)]
        for u in pages:
            self.put(u, "แบบคำขอ " + self.words(3), self.words(50), [])
        self.put(shelf, "ดาวน์โหลด", "", [(u, "แบบคำขอ " + self.words(3)) for u in pages])
        return shelf

    def render(self, url):
        title, text, links = self.pages[url]
        li = lambda part: "".join(f'<li><a href="{html.escape(u)}">{t}</a></li>' for u, t in part)
        return self.frame(title, text, li(self.menu), li(links))

    def frame(self, title, text, menu, links):
        return (f'<!doctype html><html lang=th><head><meta charset=utf-8><title>{title} - เทศบาลตำบลบ้านวัด</title></head><body><nav><ul>{menu}</ul></nav>'
                f'<main><h1>{title}</h1><p>{text}</p><ul>{links}</ul></main><footer>ติดต่อเทศบาล</footer></body></html>')


class Portal(Layout):
    name = "portal"

    def make_url(self, kind, i, title):
        return {"news": f"/news/detail/{i}", "gallery": f"/gallery/view/{i}", "tag": f"/tag/t{i}", "file": f"/download/file/{i}"}.get(kind, f"/content/{i}")

    def list_url(self, kind, p):
        return f"/{kind}" if p == 0 else f"/{kind}/page/{p + 1}"

    def month_url(self, i):
        return f"/calendar/{2020 + i // 12}/{i % 12 + 1:02d}"


class Scripts(Layout):
    name = "scripts"

    def make_url(self, kind, i, title):
        return {"news": f"/news_view.php?id={i}", "gallery": f"/album.php?aid={i}", "tag": f"/tags.php?t={i}", "file": f"/dl.php?no={i}", "menu": f"/page.php?p=m{i}"}.get(kind, f"/page.php?pid={i}")

    def list_url(self, kind, p):
        return f"/{kind}.php" if p == 0 else f"/{kind}.php?page={p + 1}"

    def month_url(self, i):
        return f"/cal.php?y={2563 + i // 12}&m={i % 12 + 1}"


class Blog(Layout):
    """Titles as addresses, everything at one level; the menu is no list of nav but stands in plain boxes; news called by another name."""
    name = "blog"

    def make_url(self, kind, i, title):
        slug = "-".join(self.rng.choice("bcdfgklmnprst") + self.rng.choice("aeiou") + self.rng.choice("ngtk") for _ in range(4))
        return f"/{slug}-{i}/" if kind not in ("news", "gallery") else f"/{2019 + i % 6}/{i % 12 + 1:02d}/{slug}/"

    def list_url(self, kind, p):
        return f"/category/{kind}/" if p == 0 else f"/category/{kind}/page/{p + 1}/"

    def month_url(self, i):
        return f"/events/{2020 + i // 12}-{i % 12 + 1:02d}/"

    def label_news(self):
        return "เล่าสู่กันฟัง"

    def frame(self, title, text, menu, links):
        return (f'<!doctype html><html><head><meta charset=utf-8><title>{title}</title></head><body><div id=top><ul class=menu>{menu}</ul></div>'
                f'<div id=body><h2>{title}</h2><div>{links}</div><p>{text}</p></div><div id=end>ติดต่อ</div></body></html>')


class Office(Layout):
    """One program for all, numbers only; links in tables."""
    name = "office"

    def make_url(self, kind, i, title):
        return f"/index.php?m={ {'news': 'article', 'gallery': 'article', 'tag': 'search', 'file': 'doc'}.get(kind, 'article') }&id={i * 7 % 9973 + 10000 * (kind == 'news')}"

    def list_url(self, kind, p):
        return f"/index.php?m=list&c={sum(map(ord, kind)) % 97}&s={p}"

    def month_url(self, i):
        return f"/index.php?m=cal&d={2564 + i // 12}-{i % 12 + 1:02d}"

    def frame(self, title, text, menu, links):
        rows = links.replace("<li>", "<tr><td>").replace("</li>", "</td></tr>")
        return (f'<html><head><meta charset=utf-8><title>{title}</title></head><body><table><tr><td><ul>{menu}</ul></td><td><b>{title}</b><br>{text}<table>{rows}</table></td></tr></table></body></html>')


def measure(layout, args):
    site = layout(random.Random(args.seed), args.pages)
    site.build()
    lock, log, cache = threading.Lock(), [], {}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def log_message(self, *a):
            pass

        def do_GET(self):
            with lock:
                log.append(self.path)
            known = self.path in site.pages
            body = site.render(self.path).encode() if known else b"<html><title>404</title><body>404"
            self.send_response(200 if known else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}"
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run([f"{args.build}/oitcheck", "scan", base + "/", "--db", os.path.join(folder, "x.db"), "--rate", "0", "--quiet", "--format", "json", "--ocr", "off",
                               "--fiscal-year", "2567", "--as-of", "2024-06-30"], capture_output=True, timeout=900)
    server.shutdown()
    report = json.loads(done.stdout)
    evidence = {e["url"] for item in report["items"] for e in item["evidence"]}
    first = {}
    for i, path in enumerate(log):
        first.setdefault(base + path, i + 1)
    places = sorted(first.get(u, len(log)) for u in evidence)
    limit = len(log) * 15 // 100
    early = sum(p <= limit for p in places)
    at95 = places[max(0, (len(places) * 95 + 99) // 100 - 1)] if places else 0
    unread = set(site.pages) - {p for p in log}
    print(f"{site.name:8} {len(site.pages)} pages, {len(log)} requests, {len(evidence)} evidence URLs: {100 * early / max(1, len(places)):5.1f} % in the first 15 %; "
          f"95 % after {100 * at95 / len(log):4.1f} % ({at95}); exit {done.returncode}, complete {report['run']['complete']}, not read {len(unread)}, "
          f"traps {[t['reason'] + ' ' + t['family'].replace(base, '') for t in report['run'].get('traps', [])]}", flush=True)
    if args.verbose:
        late = sorted((first.get(u, 0), site.pages.get(u.replace(base, ""), ("?",))[0]) for u in evidence)[-8:]
        print("  latest:", late)
        kinds = {}
        for i, path in enumerate(log[:limit]):
            k = path.split("?")[0].rstrip("0123456789/-")[:24]
            kinds[k] = kinds.get(k, 0) + 1
        print("  first 15 %:", sorted(kinds.items(), key=lambda x: -x[1])[:12])
    return early * 100 >= 95 * len(places)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", default="build/release")
    parser.add_argument("--pages", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--layout")
    parser.add_argument("--verbose", action="store_true")
    args = parser.parse_args()
    ok = True
    for layout in (Portal, Scripts, Blog, Office):
        if not args.layout or args.layout == layout.name:
            ok &= measure(layout, args)
    return 0 if ok else 1


sys.exit(main())
