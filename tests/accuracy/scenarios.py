"""What is right or wrong with each item of a generated site, and the truth about it (judged from what OIT asks, never from the program).

An Entry is one item as the site offers it: label, targets, a note beside it, and the true verdict. ordinary() is an item done right; a case is one of
the ways items go wrong or only look wrong. SPECIAL lists the cases of each item, GOOD and BAD those any document can meet. Beside each case stands why its
verdict is true. Two statuses: an honest assessor could say either, the better one first.
SPDX-License-Identifier: MIT
"""
import sys

import documents as d
import documents_more as more
import near
import printing
import sealed_cases
import vocab as v
import wordings


class Target:
    """One link: to a document of ours (`doc`: title lines, body), or to a raw address. form: pdf, page, scan or picture.

    behaviour: how the server answers instead (404, 403, 500, login, soft404, robots, encrypted, script). via: how it is reached (redirect, extless, viewer,
    click: a page that links it; sitemap: nothing links it). host: of another host; "sub" is a sub-domain of the site."""

    def __init__(self, doc=None, form="pdf", href=None, text=None, behaviour=None, host=None, via=None, heading=None):
        self.doc, self.form, self.href, self.text, self.behaviour, self.host, self.via, self.heading = doc, form, href, text, behaviour, host, via, heading
        self.path = self.placed = None  # set when the style places it
        self.others = []    # files of other years beside it on the page that leads to it
        self.aliases = []   # other addresses of the same bytes
        self.also = []      # pages that lead to it: no wrong evidence, but not the document
        self.label = ""     # of the page that lists its years
        self.is_wrong = False  # stands beside the right one: no evidence


class Entry:
    def __init__(self, item, kind, label, targets, status="published", reasons="complete", note="", listed=True, is_hard=True, code=None):
        self.item, self.kind, self.label, self.targets = item, kind, label, targets
        self.status, self.reasons, self.note, self.listed, self.is_hard = status, reasons, note, listed, is_hard
        self.code = code or item  # the number printed beside the label
        self.shown = self.code    # as this site writes it (O16, ๐๑๖, ข้อ 16)
        self.borrowed = []  # targets of another entry that serve this one too
        self.pages = []  # pages of the style that stand for this item alone: good evidence too


# The wrong document under a label: (item whose document it is, year, what it lacks, title).
PLAN_ONLY = "แผนปฏิบัติราชการประจำปีงบประมาณ พ.ศ. {}"
TWIN = {"O9": [("O8", 2566, "plan-only", PLAN_ONLY)], "O19": [("O18", 2566, None, None)], "O31": [("O30", 2567, None, None)], "O33": [("O32", 2567, None, None)],
        "O35": [("O34", 2567, None, None)], "O32": [("O33", 2566, None, None)], "O18": [("O19", 2566, None, None)], "O34": [("O35", 2566, None, None)],
        "O27": [("O26", 2567, None, None)], "O26": [("O27", 2567, None, None)], "O8": [("O9", 2566, None, None), ("O7", 2567, None, None)],
        "O7": [("O8", 2567, "plan-only", PLAN_ONLY)], "O10": [("O11", 2567, None, None)], "O11": [("O10", 2567, None, None)], "O14": [("O16", 2567, None, None)],
        "O16": [("O14", 2567, None, None)], "O17": [("O16", 2567, None, None)], "O22": [("O24", 2567, None, None)], "O24": [("O22", 2567, None, None)],
        "O28": [("O29", 2567, None, None)], "O29": [("O28", 2567, None, None)], "O30": [("O31", 2566, None, None)], "O20": [("O21", 2567, None, None)]}
SPECIAL = {
    "O1": ["image", "declared", "404"], "O2": ["lack:contact", "lack:contact", "hash", "criterion"], "O3": ["scan", "criterion", "placeholder", "wrong:act"],
    "O4": ["lack:email", "lack:map"], "O5": ["old", "placeholder"], "O6": ["wrong:faq", "placeholder", "chat"], "O7": ["old", "twin", "scan", "lack:indicators"],
    "O8": ["lack:plan-only", "split", "old", "twin", "lack:progress-only"], "O9": ["twin", "old", "lack:trouble", "lack:budget", "dated-2567", "reprint"], "O10": ["lack:times", "lack:law", "twin"],
    "O11": ["lack:fee", "lack:documents", "lack:channel", "twin", "external-own"], "O12": ["old", "placeholder", "login", "monthly"], "O13": ["wrong:forms", "hash", "service-elsewhere"],
    "O14": ["old", "lack:columns", "negative", "twin"], "O15": ["old", "placeholder"], "O16": ["wrong:skr1", "wrong:skr1", "split", "old", "lack:status", "twin", "monthly"],
    "O17": ["wrong:skr1", "new", "lack:summary", "dated-2567", "twin"], "O18": ["wrong:policy", "old", "twin", "lack:period", "quoting"], "O19": ["twin", "lack:statistics", "lack:trouble", "old", "reprint"],
    "O20": ["404", "scan", "twin"], "O21": ["split", "lack:team", "lack:dos", "lack:train", "old"], "O22": ["placeholder", "login", "lack:period", "lack:unit", "twin"],
    "O23": ["wrong:general", "wrong:phone", "wrong:nacc", "form-elsewhere", "hash"], "O24": ["negative", "negative", "old", "twin", "wrong:general", "monthly"], "O25": ["lack:use", "lack:people", "lack:result", "old", "news"],
    "O26": ["scan", "old", "twin", "picture", "shared"], "O27": ["old", "twin", "shared"], "O28": ["negative", "old", "twin", "blank", "shared"], "O29": ["wrong:criteria", "negative", "twin", "blank"],
    "O30": ["wrong:general-risk", "wrong:general-risk", "old", "twin", "lack:measures"], "O31": ["twin", "dated-2567", "old", "reprint"], "O32": ["span", "twin", "old", "quoting", "lack:budget"],
    "O33": ["wrong:six-months", "twin", "dated-2567", "news", "reprint", "lack:spent"], "O34": ["wrong:scores", "old", "quoting", "lack:owner", "lack:analysis"], "O35": ["twin", "old", "reprint", "new"],
}
GOOD = ["typo", "typo", "years-page", "years-page", "code-old", "click", "click", "redirect", "extless", "sub-domain", "viewer", "orphan", "uploaded-dec", "drive", "english"]
BAD = ["404", "soft404", "hash", "self-link", "home-link", "declared", "criterion", "placeholder", "empty-page", "old", "years-page-old", "hub-old", "absent", "news", "manual-about", "order-about",
       "blank", "cover-letter", "sister", "login", "403", "500", "robots", "encrypted", "script", "external-dead", "future"]
# At most so many of a kind on one site: real sites have a few dead links, not twenty, and a run with many failures is incomplete by contract.
LIMITS = {"403": 1, "500": 1, "login": 1, "external-dead": 1, "external-own": 1, "sister": 1, "hash": 2, "news": 2, "404": 2, "orphan": 1, "viewer": 1, "drive": 1, "robots": 1, "encrypted": 1,
          "script": 1, "old": 3, "twin": 4, "soft404": 1, "shared": 3}
AT_MOST = 2
N_HARD = 18
PARTIAL_OR_MISSING = {"wrong:faq", "wrong:forms", "wrong:phone", "wrong:policy", "wrong:scores", "wrong:general", "wrong:act", "wrong:nacc"}

# What lacks here is asked by analogy only (domain: K), so calling the item complete is not wrong either.
ASSUMED = {"lack:summary", "lack:columns", "lack:statistics", "lack:map", "lack:spent"}
ASSUMED_OF = {("O18", "lack:period"), ("O19", "lack:trouble"), ("O22", "lack:period"), ("O22", "lack:unit")}
# How one site writes the number of an item.
CODES = [lambda n: f"O{n}"] * 6 + [lambda n: f"o{n}", lambda n: f"O {n}", lambda n: f"O{n:02d}", lambda n: f"{n:03d}", lambda n: f"OIT{n}", lambda n: f"OIT {n}", lambda n: f"ข้อ O{n}", lambda n: f"O-{n}", lambda n: f"({n})",
                                     lambda n: f"O{str(n).translate(printing.THAI_DIGITS)}", lambda n: f"{n:03d}".translate(printing.THAI_DIGITS), lambda n: f"ข้อ {n}"]
TWELVE = ["ต.ค. 66", "พ.ย. 66", "ธ.ค. 66", "ม.ค. 67", "ก.พ. 67", "มี.ค. 67"]
ENGLISH = {"O1": "Organization Chart", "O2": "Executives", "O4": "Contact Us", "O5": "News", "O6": "Q&A Webboard", "O7": "Strategic Plan 2023-2027", "O9": "Annual Report 2023", "O10": "Operation Manual",
           "O13": "E-Service", "O20": "Code of Ethics", "O26": "No Gift Policy 2024"}
MANY = "|wrong-item|elements-missing|declared-only|placeholder|criterion-text-only|no-candidate"
UNREAD = "no-text|fetch-failed|login-required|external-unreachable|blocked-by-robots|shared-storage|check-by-eye|budget-exhausted"


def bare_label(c, item):
    """The label without a year half the time: then only the document says it."""
    if c.rng.random() < 0.5:
        return d.title_of(c, item, d.right_year(item))
    text = c.pick(v.TITLES[item])
    return " ".join(text.replace("{y}", "ประจำปี" if item in d.PREVIOUS else "").replace("{r}", "").split())


def form_of(c, item):
    if item in d.PAGES:
        return "page"
    return "page" if c.rng.random() < 0.2 or (item in ("O3", "O27") and c.rng.random() < .6) else "pdf"


def ordinary(c, item):
    doc = d.make(c, item)
    return Entry(item, "ordinary", bare_label(c, item), [Target(doc, form_of(c, item))], is_hard=False)


def pdf_or_page(item):
    return "page" if item in d.PAGES else "pdf"


def misspelt(c, text):
    """One or two slips of the typist."""
    found = [(a, b) for a, b in c.words("TYPOS", wordings) if a in text]
    for a, b in c.rng.sample(found, min(len(found), c.rng.choice([1, 1, 2]))):
        text = text.replace(a, b, 1)
    return text


def split(c, item):
    if item == "O21":
        docs = [d.make(c, item, lack=x) for x in ("team", "dos", "train")]
        docs[0][0][0], docs[1][0][0] = "คำสั่งแต่งตั้งคณะทำงานขับเคลื่อนจริยธรรม", "แนวปฏิบัติ Dos & Don'ts ของ" + c.name
        docs[2][0][0] = "รายงานผลการอบรมคุณธรรมจริยธรรม ปี 2567"
    elif item == "O8":
        docs = [d.make(c, item, lack=x) for x in ("plan-only", "progress-only")]
        docs[0][0][0], docs[1][0][0] = PLAN_ONLY.format(2567), "รายงานผลการดำเนินงานและการใช้จ่ายงบประมาณ รอบ 6 เดือน ปีงบประมาณ พ.ศ. 2567"
    else:
        docs = [d.make(c, item) for _ in range(2)]
        for doc, months in zip(docs, ("ไตรมาสที่ 1 (ต.ค. - ธ.ค. 2566)", "ไตรมาสที่ 2 (ม.ค. - มี.ค. 2567)")):
            doc[0][0] = "ความก้าวหน้าการจัดซื้อจัดจ้าง ปีงบประมาณ 2567 " + months
    return Entry(item, "split", bare_label(c, item), [Target(x, "pdf", text=x[0][0]) for x in docs])


def monthly(c, item):
    """One file a month, October to March: together the six months that are asked for."""
    name = {"O12": "สถิติการให้บริการ", "O16": "ความก้าวหน้าการจัดซื้อจัดจ้าง", "O24": "สถิติเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ"}[item]
    targets = []
    for month in TWELVE:
        doc = d.make(c, item)
        if item == "O12":
            text = d.p(f"ประจำเดือน {month}") + d.table(["งานบริการ", "Walk-in (คน)", "E-Service (ราย)"], [[s, c.rng.randint(3, 60), c.rng.randint(1, 20)] for s in c.services])
        elif item == "O24":
            text = d.p(f"เดือน {month}") + d.table(["เรื่องร้องเรียนทั้งหมด", "แล้วเสร็จ", "อยู่ระหว่างดำเนินการ"], [[0, 0, 0]]) + d.p(f"ในเดือน {month} ไม่มีเรื่องร้องเรียนการทุจริต")
        else:
            text = d.p(f"ข้อมูลเดือน {month}") + d.nacc_table(c, 2567, d.BUYS)
        targets.append(Target(([f"{name} เดือน {month}", c.name], text), "pdf", text=month))
    return Entry(item, "monthly", bare_label(c, item), targets)


def shared(c):
    """One page "No Gift Policy 2567" holds the announcement, the meeting and the report: each of the three items is served by it."""
    target = Target(([f"No Gift Policy {c.pick(['ประจำปีงบประมาณ พ.ศ. 2567', 'ปี 2567', None, 'ประจำปี พ.ศ. 2567'])}", c.name],
                     "<h2>ประกาศเจตนารมณ์นโยบาย No Gift Policy ประจำปี 2567</h2>" + more.a26(c, 2567, None) + "<h2>การสร้างวัฒนธรรม No Gift Policy ปี 2567</h2>" + more.a27(c, 2567, None)
                     + "<h2>รายงานผลตามนโยบาย No Gift Policy ปี 2567</h2>" + d.o28(c, 2567, "none")), "page")
    return [Entry(item, "shared", bare_label(c, item), [target]) for item in ("O26", "O27", "O28")]


def wrong_twin(c, item, label):
    other, year, lack, title = c.rng.choice(TWIN[item])
    doc = d.make(c, other, year, lack)
    if title:
        doc[0][0] = title.format(year)
    entry = Entry(item, "twin", label, [Target(doc)], "missing|partial" if item in ("O8", "O10", "O11", "O16", "O14") else "missing", "wrong-item|wrong-year|elements-missing")
    entry.twin = (other, year, lack)
    return entry


def years_page(c, item, label, form, is_old):
    """A page with this item of several years, the year in headings only; is_old: without the year that is asked for."""
    right = d.right_year(item)
    years = [right - 1, right - 2, right - 3] if is_old else [right, right - 1, right - 2]
    if item in ("O28", "O29"):  # the half year of 2567 or all of 2566: both are read so
        years = [2565, 2564, 2563] if is_old else [2567, 2565, 2564]
    if item == "O7":
        years = [2561, 2556] if is_old else [2567, 2561]
    label = " ".join(c.pick(v.TITLES[item]).replace("{y}", "ประจำปี" if item in d.PREVIOUS else "").replace("{r}", "").split())
    files = [Target(d.make(c, item, y), "pdf", heading=f"ปี {y - 1}-{y + 3}" if item == "O7" else c.rng.choice([f"ปีงบประมาณ พ.ศ. {y}", f"ปี {y}", f"ประจำปี {y}"])) for y in years]
    target = files[0]
    target.others, target.via, target.label = files[1:], "years", label
    return Entry(item, "years-page-old" if is_old else "years-page", label, [target], *(("missing", "wrong-year") if is_old else ("published", "complete")))


def hard(c, item, kind):
    label = bare_label(c, item)
    form = pdf_or_page(item)
    head, _, detail = kind.partition(":")
    right = d.right_year(item)
    if kind in sealed_cases.KINDS:
        return sealed_cases.make(c, item, kind, label, sys.modules[__name__])
    if kind == "split":
        return split(c, item)
    if kind == "monthly":
        return monthly(c, item)
    if kind in ("years-page", "years-page-old"):
        return years_page(c, item, label, form, kind == "years-page-old")
    if kind == "old":  # another year than the one asked for
        year = 2561 if item == "O7" else c.rng.choice([2564, 2565]) if item in ("O5", "O15", "O28", "O29") else right - c.rng.choice([1, 1, 2])
        doc = d.make(c, item, year)
        return Entry(item, kind, doc[0][0] if c.rng.random() < .5 and item not in ("O5", "O15") else label, [Target(doc, form)], "missing", "wrong-year")
    if kind in ("new", "future"):  # next year's paper: a report of a year not asked for, or a plan that does not apply yet
        return Entry(item, kind, label, [Target(d.make(c, item, right + 1), form)], "missing", "wrong-year|wrong-item")
    if kind == "twin":
        return wrong_twin(c, item, label)
    if head == "lack":
        doc = d.make(c, item, lack=detail)
        if kind in ASSUMED or (item, kind) in ASSUMED_OF:
            return Entry(item, kind, label, [Target(doc, form)], "partial|published", "elements-missing|assumed-criterion|complete")
        if kind == "lack:status":  # without status and source of money it is no progress table: near สขร.1
            return Entry(item, kind, label, [Target(doc, form)], "partial|missing", "elements-missing|wrong-item")
        return Entry(item, kind, label, [Target(doc, form)], "partial", "elements-missing")
    if head == "wrong":
        status, reasons = ("missing|partial", "wrong-item|elements-missing|declared-only|no-candidate") if kind in PARTIAL_OR_MISSING else ("missing", "wrong-item")
        # O17 asks for last year; its monthly lists carry this or that year.
        doc = d.make(c, item, lack=detail)
        if (item, detail) == ("O24", "general"):
            doc[0][0] = "สถิติเรื่องร้องทุกข์ทั่วไป"
        return Entry(item, kind, label, [Target(doc, form)], status, reasons + ("|wrong-year" if detail in ("skr1", "criteria", "six-months") else ""))
    if kind == "negative":  # nothing to report is said: that is what the criterion asks for
        return Entry(item, kind, label, [Target(d.make(c, item, lack="none"), c.rng.choice(["pdf", "page"]))])
    if kind == "span":  # a plan of several years that include 2567
        doc = d.make(c, item, 2567)
        doc[0][0] = c.pick(["แผนปฏิบัติการป้องกันการทุจริต (พ.ศ. 2566 - 2570)", "แผนปฏิบัติการป้องกันการทุจริต พ.ศ. 2566-2570", "แผนปฏิบัติการป้องกันการทุจริต ระยะ 5 ปี (2566 – 2570)"])
        return Entry(item, kind, doc[0][0], [Target(doc)])
    if kind == "dated-2567":
        return Entry(item, kind, label, [Target(d.make(c, item))], note=c.rng.choice(["เผยแพร่เมื่อ 12 ก.พ. 2567", "ประกาศวันที่ 3 มกราคม 2567", "อัปเดตล่าสุด 8/3/2567"]))
    if kind == "uploaded-dec":  # before the calendar year, but in the fiscal year
        return Entry(item, kind, label, [Target(d.make(c, item))], note=c.rng.choice(["เผยแพร่ 14 ธ.ค. 2566", "โพสต์เมื่อ 30 พฤศจิกายน 2566", "อัปโหลด 5/12/2566"]))
    if kind == "reprint":  # a report that prints the whole plan first
        doc = d.make(c, item)
        plan = {"O9": "O8", "O19": "O18", "O31": "O30", "O33": "O32", "O35": "O34"}[item]
        quoted = d.make(c, plan, 2566, "plan-only" if plan == "O8" else None)
        return Entry(item, kind, label, [Target((doc[0], d.p(f"ส่วนที่ 1 {quoted[0][0]}") + quoted[1] + d.p(f"รายละเอียดตาม{quoted[0][0]}") * 3 + d.p("ส่วนที่ 2 ผลการดำเนินการ") + doc[1]))])
    if kind == "quoting":  # a plan that speaks of reports on every page
        doc = d.make(c, item)
        twin = d.title_of(c, {"O18": "O19", "O32": "O33", "O34": "O35"}[item], 2566)
        return Entry(item, kind, label, [Target((doc[0], d.p(f"ที่มา : จาก{twin} พบว่าการดำเนินงานบรรลุเป้าหมาย จึงจัดทำฉบับนี้") + doc[1] + d.p(f"เมื่อสิ้นปีให้จัดทำ{twin.replace('2566', '2567')}เสนอผู้บริหาร") * 2))])
    if kind == "typo":
        doc = d.make(c, item)
        if c.rng.random() < .6:
            doc[0][0] = misspelt(c, doc[0][0])
        return Entry(item, kind, misspelt(c, label), [Target(doc, form)])
    if kind == "english":
        return Entry(item, kind, ENGLISH[item], [Target(d.make(c, item), form)])
    if kind == "code-old":  # the number of the list of 2566
        return Entry(item, kind, label, [Target(d.make(c, item), form)], code=f"O{v.OLD_NUMBERS[item]}")
    if kind in ("click", "redirect", "extless", "viewer"):
        status, reasons = ("published|unknown", "complete|" + UNREAD) if kind == "viewer" else ("published", "complete")
        return Entry(item, kind, label, [Target(d.make(c, item), via=kind)], status, reasons)
    if kind == "orphan":  # on the server and in sitemap.xml, but nothing links it: found, and to be said so
        return Entry(item, kind, label, [Target(d.make(c, item), via="sitemap")], "published|missing", "not-linked|no-candidate", listed=False)
    if kind == "sub-domain":
        return Entry(item, kind, label, [Target(d.make(c, item), form if form == "page" else "pdf", host="sub")], "published|unknown", "complete|external-unreachable")
    if kind == "image":
        return Entry(item, kind, label, [Target(([label, c.name], '<img src="{chart}" alt="แผนผังโครงสร้าง" width="900" height="640">'), "page")],
                     "published|unknown", "complete|check-by-eye|no-text")
    if kind == "picture":  # a photograph of the signed announcement
        return Entry(item, kind, label, [Target(d.make(c, item), "picture")], "published|unknown", "complete|check-by-eye|no-text")
    if kind == "scan":
        status, reasons = ("published|unknown", "complete|check-by-eye|no-text") if item == "O26" else ("unknown|published", "no-text|complete|check-by-eye")
        return Entry(item, kind, label, [Target(d.make(c, item), "scan")], status, reasons)
    if kind in ("403", "500", "login", "robots", "encrypted", "script"):  # there may be everything: nobody could read it
        return Entry(item, kind, label, [Target(d.make(c, item), "page" if kind == "script" else "pdf", behaviour=kind)], "unknown", UNREAD)
    if kind in ("404", "soft404"):
        return Entry(item, kind, label, [Target(d.make(c, item), "pdf", behaviour=kind)], "missing", "dead-link")
    if kind in ("hash", "self-link", "home-link"):
        return Entry(item, kind, label, [Target(href={"hash": c.rng.choice(["#", "javascript:void(0)"]), "self-link": "", "home-link": "/"}[kind])], "missing", "dead-link|declared-only|no-candidate|criterion-text-only")
    if kind == "external-dead":
        return Entry(item, kind, label, [Target(href="https://drive.cloud-share.invalid/file/d/1AbCdEf/view")], "unknown", "external-unreachable|fetch-failed")
    if kind == "drive":  # a share nobody can reach from here
        return Entry(item, kind, label, [Target(href=c.rng.choice(["https://drive.google.com/file/d/1x{}Qe/view?usp=sharing", "https://drive.google.com/open?id=1b{}Zz", "https://docs.google.com/document/d/1k{}Ta/edit"]).format(c.rng.randint(10 ** 6, 10 ** 7)))],
                     "unknown", UNREAD)
    if kind == "chat":
        return Entry(item, kind, label, [Target(href=c.rng.choice(["https://line.me/R/ti/p/@{}", "https://m.me/{}", "https://www.facebook.com/messages/t/{}"]).format(f"agency{c.rng.randint(100, 999)}"))],
                     "published|unknown", "complete|check-by-eye|" + UNREAD)
    if kind in ("form-elsewhere", "service-elsewhere"):
        return Entry(item, kind, label, [Target(href=c.rng.choice(["https://forms.gle/Ab{}", "https://docs.google.com/forms/d/e/1FAIpQL{}/viewform"] + (["https://eservice.cloud-share.invalid/{}"] if head.startswith("service") else [])).format(c.rng.randint(1000, 9999)))],
                     "published|unknown", "complete|check-by-eye|" + UNREAD)
    if kind == "external-own":
        return Entry(item, kind, label, [Target(d.make(c, item), "pdf", host="files.cloud-share.test")], "published|unknown", "complete|external-unreachable")
    if kind == "sister":
        other = c.sister()
        return Entry(item, kind, label, [Target(d.make(other, item), "pdf", host="www.sister-agency.test")], "missing", "wrong-item|no-candidate|declared-only|dead-link")
    if kind == "declared":
        return Entry(item, kind, label, [], "missing", "declared-only")
    if kind == "criterion":
        return Entry(item, kind, label, [], "missing", "criterion-text-only|declared-only", note=sealed_cases.criterion(c, v.CRITERIA[item]) if c.part == "sealed" else v.CRITERIA[item])
    if kind in ("placeholder", "empty-page"):
        text = c.pick(v.PROMISES) if kind == "placeholder" else c.rng.choice(["ไม่พบข้อมูล", "No data available", "ยังไม่มีข้อมูลในหมวดหมู่นี้", ""])
        if kind == "placeholder" and c.rng.random() < .5:
            return Entry(item, kind, label, [], "missing", "placeholder", note=text)
        return Entry(item, kind, label, [Target(([label, c.name], d.p(text)), "page")], "missing", "placeholder" if kind == "placeholder" else "placeholder|declared-only|no-candidate|wrong-item|criterion-text-only|dead-link")
    if kind in ("manual-about", "order-about", "blank", "cover-letter"):  # a paper about the item that is not the item
        doc = near.paper(c, item, kind)
        return Entry(item, kind, doc[0][0] if c.rng.random() < .35 else label, [Target(doc)], "missing|partial" if kind in ("blank", "cover-letter") else "missing",
                     ("wrong-item" if kind not in ("blank", "cover-letter") else "elements-missing") + (MANY if kind in ("blank", "cover-letter") else "|no-candidate|declared-only"))
    if kind in ("news", "absent", "hub-old"):
        entry = Entry(item, kind, label, [], "missing", "no-candidate|wrong-item|wrong-year" if kind == "hub-old" else "no-candidate|wrong-item", listed=False)
        entry.old_doc = d.make(c, item, 2565 if item in ("O28", "O29") else 2561 if item == "O7" else right - 1) if kind == "hub-old" else None
        return entry
    raise ValueError(kind)


def fits(item, kind):
    """Could this general case happen to this item?"""
    if item in ("O5", "O15"):
        return False  # lists: their ways are the special ones
    dated = item not in d.UNDATED
    if kind in ("years-page", "years-page-old", "hub-old", "future", "old"):
        return dated and item not in ("O16", "O17", "O7", "O32") and item not in d.PAGES if kind == "future" else dated
    if kind in ("uploaded-dec",):
        return item in ("O8", "O14", "O18", "O26", "O30", "O32", "O34")
    if kind == "english":
        return item in ENGLISH
    if kind == "code-old":
        return item in v.OLD_NUMBERS
    if kind in near.TITLES:
        return item in near.TITLES[kind]
    if kind in ("typo", "hash", "declared", "criterion", "placeholder", "absent", "self-link", "home-link", "empty-page", "sub-domain"):
        return not (kind == "absent" and item in d.PAGES) and not (kind == "empty-page" and item in ("O24", "O28", "O29", "O14"))
    return item not in d.PAGES  # files


def draw(c, item, used):
    if c.part == "sealed" and c.rng.random() < .25 and (kind := sealed_cases.kind_of(c, item, used)):
        return kind
    n = c.rng.random()
    pool = SPECIAL[item] if n < .55 else GOOD if n < .8 else BAD
    kinds = [k for k in pool if used.get(k, 0) < LIMITS.get(k, AT_MOST) and (pool is SPECIAL[item] or fits(item, k))] or [k for k in SPECIAL[item] if used.get(k, 0) < LIMITS.get(k, 3)]
    kind = c.rng.choice(kinds) if kinds else None
    return kind


def entries_of(c):
    """35 entries, half of them hard; which ones and how is drawn from the seed."""
    items = list(SPECIAL)
    chosen, used = {}, {}
    order = items[:]
    c.rng.shuffle(order)
    for item in order:
        if len(chosen) >= N_HARD:
            break
        kind = draw(c, item, used) if item not in chosen else None
        if kind == "shared":
            if any(x in chosen for x in ("O26", "O27", "O28")):
                continue
            chosen.update({x: "shared" for x in ("O26", "O27", "O28")})
            used["shared"] = 3
        elif kind:
            used[kind] = used.get(kind, 0) + 1
            chosen[item] = kind
    together = {e.item: e for e in shared(c)} if "shared" in chosen.values() else {}
    entries = [together.get(i) or (hard(c, i, chosen[i]) if i in chosen else ordinary(c, i)) for i in items]
    swap_credit(entries)
    write = c.rng.choice(CODES)
    for e in entries:
        e.shown = write(int(e.code[1:]))
    return entries


def swap_credit(entries):
    """A document handed in under the wrong item is still there: whoever finds that the other item is served by it is right."""
    by_item = {e.item: e for e in entries}
    for e in entries:
        if e.kind != "twin":
            continue
        other, year, lack = e.twin
        mate = by_item[other]
        if year != d.right_year(other) and other not in d.UNDATED:
            continue
        mate.borrowed += e.targets
        worth = "partial" if lack else "published"
        if worth not in mate.status and not (lack and mate.status.startswith("published")):
            mate.status, mate.reasons = mate.status + "|" + worth, mate.reasons + "|complete|elements-missing"
