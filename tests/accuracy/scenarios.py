"""What is right or wrong with each item of a generated site, and the truth about it (judged from what OIT asks, never from the program).

An Entry is one item as the site offers it: label, targets, a note beside it, and the true verdict. ordinary() is an item done right; hard() one
of the ways items go wrong or look wrong. HARD lists the ways that make sense for each item.
SPDX-License-Identifier: MIT
"""
import documents as d
import vocab as v


class Target:
    """One link: to a document of ours (`doc`: title lines, body), or to a raw address. form: pdf, page or scan."""

    def __init__(self, doc=None, form="pdf", href=None, text=None, behaviour=None, host=None):
        self.doc, self.form, self.href, self.text, self.behaviour, self.host = doc, form, href, text, behaviour, host
        self.path = None  # set when the style places it


class Entry:
    def __init__(self, item, kind, label, targets, status="published", reasons="complete", note="", listed=True, is_hard=True):
        self.item, self.kind, self.label, self.targets = item, kind, label, targets
        self.status, self.reasons, self.note, self.listed, self.is_hard = status, reasons, note, listed, is_hard
        self.borrowed = []  # targets of another entry that serve this one too
        self.pages = []  # pages of the style that stand for this item alone: good evidence too


TWIN = {"O9": ("O8", 2566, "plan-only"), "O19": ("O18", 2566, None), "O31": ("O30", 2567, None), "O33": ("O32", 2567, None), "O35": ("O34", 2567, None),
        "O32": ("O33", 2566, None), "O18": ("O19", 2566, None), "O34": ("O35", 2566, None), "O27": ("O26", 2567, None), "O8": ("O9", 2566, None)}
FAILS = ["404", "hash", "declared", "criterion", "placeholder"]
HARD = {
    "O1": ["image", "declared", "404"], "O2": ["lack:contact", "hash", "criterion"], "O3": ["scan", "criterion", "placeholder", "404"],
    "O4": ["lack:email"], "O5": ["old", "placeholder"], "O6": ["wrong:faq", "placeholder"], "O7": ["old", "404", "scan", "declared"],
    "O8": ["lack:plan-only", "split", "old", "403", "twin"], "O9": ["twin", "old", "lack:trouble", "dated-2567"], "O10": ["lack:times", "criterion", "404"],
    "O11": ["lack:fee", "lack:fee", "external-dead", "external-own"], "O12": ["old", "placeholder", "declared", "login"], "O13": ["wrong:forms", "hash"],
    "O14": ["old", "lack:columns", "negative"], "O15": ["old", "placeholder"], "O16": ["wrong:skr1", "wrong:skr1", "split", "old", "declared"],
    "O17": ["wrong:skr1", "new", "lack:summary", "dated-2567"], "O18": ["wrong:policy", "old", "500", "twin"], "O19": ["twin", "lack:statistics", "old"],
    "O20": ["404", "scan", "criterion"], "O21": ["split", "lack:team", "lack:dos"], "O22": ["placeholder", "login", "sister", "external-own"],
    "O23": ["wrong:general", "wrong:phone", "hash"], "O24": ["negative", "old", "placeholder"], "O25": ["lack:use", "old", "news"],
    "O26": ["scan", "old"], "O27": ["old", "twin"], "O28": ["negative", "old", "placeholder"], "O29": ["wrong:criteria", "negative", "declared"],
    "O30": ["wrong:general-risk", "wrong:general-risk", "old", "absent"], "O31": ["twin", "dated-2567", "old"], "O32": ["span", "twin", "old", "403"],
    "O33": ["wrong:six-months", "twin", "dated-2567", "news"], "O34": ["wrong:scores", "old", "500", "external-dead"], "O35": ["twin", "old", "criterion", "absent"],
}
# At most so many of a kind on one site: real sites have a few dead links, not twenty, and a run with many failures is incomplete by contract.
LIMITS = {"404": 2, "403": 1, "500": 1, "login": 1, "external-dead": 1, "external-own": 1, "sister": 1, "scan": 2, "hash": 2, "news": 1, "absent": 1,
          "criterion": 2, "placeholder": 3, "declared": 3, "old": 5, "twin": 3, "dated-2567": 2}
PARTIAL_OR_MISSING = {"wrong:faq", "wrong:forms", "wrong:phone", "wrong:policy", "wrong:scores", "wrong:general"}

# What lacks here is asked by analogy only (domain: K), so calling the item complete is not wrong either.
ASSUMED = {"lack:summary", "lack:columns", "lack:statistics"}


def bare_label(c, item):
    """The label without a year half the time: then only the document says it."""
    if c.rng.random() < 0.5:
        return d.title_of(c, item, d.right_year(item))
    text = c.pick(v.TITLES[item])
    return text.replace("{y}", "ประจำปี" if item in d.PREVIOUS else "").replace("{r}", "").replace("  ", " ").strip()


def form_of(c, item):
    if item in d.PAGES:
        return "page"
    return "page" if c.rng.random() < 0.2 or (item in ("O3", "O27") and c.rng.random() < .6) else "pdf"


def ordinary(c, item):
    doc = d.make(c, item)
    return Entry(item, "ordinary", bare_label(c, item), [Target(doc, form_of(c, item))], is_hard=False)


def pdf_or_page(item):
    return "page" if item in d.PAGES else "pdf"


def split(c, item):
    if item == "O21":
        docs = [d.make(c, item, lack=x) for x in ("team", "dos", "train")]
        docs[0][0][0], docs[1][0][0] = "คำสั่งแต่งตั้งคณะทำงานขับเคลื่อนจริยธรรม", "แนวปฏิบัติ Dos & Don'ts ของ" + c.name
        docs[2][0][0] = "รายงานผลการอบรมคุณธรรมจริยธรรม ปี 2567"
    elif item == "O8":
        docs = [d.make(c, item, lack=x) for x in ("plan-only", "progress-only")]
        docs[0][0][0], docs[1][0][0] = "แผนปฏิบัติราชการประจำปีงบประมาณ พ.ศ. 2567", "รายงานผลการดำเนินงานและการใช้จ่ายงบประมาณ รอบ 6 เดือน ปีงบประมาณ พ.ศ. 2567"
    else:
        docs = [d.make(c, item) for _ in range(2)]
        for doc, months in zip(docs, ("ไตรมาสที่ 1 (ต.ค. - ธ.ค. 2566)", "ไตรมาสที่ 2 (ม.ค. - มี.ค. 2567)")):
            doc[0][0] = "ความก้าวหน้าการจัดซื้อจัดจ้าง ปีงบประมาณ 2567 " + months
    return Entry(item, "split", bare_label(c, item), [Target(x, "pdf", text=x[0][0]) for x in docs])


def hard(c, item, kind):
    label = bare_label(c, item)
    form = pdf_or_page(item)
    head, _, detail = kind.partition(":")
    right = d.right_year(item)
    if kind == "split":
        return split(c, item)
    if kind == "old":
        year = 2561 if item == "O7" else 2565 if item in ("O5", "O15", "O28", "O29") else right - 1
        doc = d.make(c, item, year)
        return Entry(item, kind, doc[0][0] if c.rng.random() < .5 and item not in ("O5", "O15") else label, [Target(doc, form)], "missing", "wrong-year")
    if kind == "new":
        return Entry(item, kind, label, [Target(d.make(c, item, 2567), form)], "missing", "wrong-year|wrong-item")
    if kind == "twin":
        other, year, lack = TWIN[item]
        doc = d.make(c, other, year, lack)
        if lack == "plan-only":
            doc[0][0] = f"แผนปฏิบัติราชการประจำปีงบประมาณ พ.ศ. {year}"
        status = "missing|partial" if item == "O8" else "missing"
        return Entry(item, kind, label, [Target(doc)], status, "wrong-item|wrong-year")
    if head == "lack":
        doc = d.make(c, item, lack=detail)
        if kind in ASSUMED:
            return Entry(item, kind, label, [Target(doc, form)], "partial|published", "elements-missing|assumed-criterion|complete")
        return Entry(item, kind, label, [Target(doc, form)], "partial", "elements-missing")
    if head == "wrong":
        status, reasons = ("missing|partial", "wrong-item|elements-missing") if kind in PARTIAL_OR_MISSING else ("missing", "wrong-item")
        # O17 asks for last year; its monthly lists carry this or that year.
        doc = d.make(c, item, lack=detail)
        return Entry(item, kind, label, [Target(doc, form)], status, reasons + ("|wrong-year" if detail in ("skr1", "criteria", "six-months") else ""))
    if kind == "negative":
        return Entry(item, kind, label, [Target(d.make(c, item, lack="none"), c.rng.choice(["pdf", "page"]))])
    if kind == "span":
        doc = d.make(c, item, 2567)
        doc[0][0] = c.pick(["แผนปฏิบัติการป้องกันการทุจริต (พ.ศ. 2566 - 2570)", "แผนปฏิบัติการป้องกันการทุจริต พ.ศ. 2566-2570", "แผนปฏิบัติการป้องกันการทุจริต ระยะ 5 ปี (2566 – 2570)"])
        return Entry(item, kind, doc[0][0], [Target(doc)])
    if kind == "dated-2567":
        return Entry(item, kind, label, [Target(d.make(c, item))], note="เผยแพร่เมื่อ 12 ก.พ. 2567")
    if kind == "image":
        return Entry(item, kind, label, [Target(([label, c.name], '<img src="{chart}" alt="แผนผังโครงสร้าง" width="900" height="640">'), "page")],
                     "published|unknown", "complete|check-by-eye|no-text")
    if kind == "scan":
        status, reasons = ("published|unknown", "complete|check-by-eye|no-text") if item == "O26" else ("unknown|published", "no-text|complete|check-by-eye")
        return Entry(item, kind, label, [Target(d.make(c, item), "scan")], status, reasons)
    if kind in ("403", "500", "login"):
        return Entry(item, kind, label, [Target(d.make(c, item), "pdf", behaviour=kind)], "unknown", "login-required" if kind == "login" else "fetch-failed")
    if kind == "404":
        return Entry(item, kind, label, [Target(d.make(c, item), "pdf", behaviour="404")], "missing", "dead-link")
    if kind == "hash":
        return Entry(item, kind, label, [Target(href="#")], "missing", "dead-link|declared-only")
    if kind == "external-dead":
        return Entry(item, kind, label, [Target(href="https://drive.cloud-share.invalid/file/d/1AbCdEf/view")], "unknown", "external-unreachable|fetch-failed")
    if kind == "external-own":
        return Entry(item, kind, label, [Target(d.make(c, item), "pdf", host="files.cloud-share.test")], "published|unknown", "complete|external-unreachable")
    if kind == "sister":
        other = c.sister()
        return Entry(item, kind, label, [Target(d.make(other, item), "pdf", host="www.sister-agency.test")], "missing", "wrong-item|no-candidate|declared-only|dead-link")
    if kind == "declared":
        return Entry(item, kind, label, [], "missing", "declared-only")
    if kind == "criterion":
        return Entry(item, kind, label, [], "missing", "criterion-text-only|declared-only", note=v.CRITERIA[item])
    if kind == "placeholder":
        text = c.pick(v.PROMISES)
        if c.rng.random() < .5:
            return Entry(item, kind, label, [], "missing", "placeholder", note=text)
        return Entry(item, kind, label, [Target(([label, c.name], d.p(text)), "page")], "missing", "placeholder")
    if kind in ("news", "absent"):
        return Entry(item, kind, label, [], "missing", "no-candidate|wrong-item", listed=False)
    raise ValueError(kind)


def entries_of(c):
    """35 entries, about half of them hard; which ones and how is drawn from the seed."""
    items = list(HARD)
    chosen, used = {}, {}
    order = items[:]
    c.rng.shuffle(order)
    for item in order:
        if len(chosen) >= 18:
            break
        kinds = [k for k in HARD[item] if used.get(k, 0) < LIMITS.get(k, 3)]
        if kinds:
            kind = c.rng.choice(kinds)
            used[kind] = used.get(kind, 0) + 1
            chosen[item] = kind
    entries = [hard(c, i, chosen[i]) if i in chosen else ordinary(c, i) for i in items]
    swap_credit(entries)
    return entries


def swap_credit(entries):
    """A document handed in under the wrong item is still there: whoever finds that the other item is served by it is right."""
    by_item = {e.item: e for e in entries}
    for e in entries:
        if e.kind != "twin":
            continue
        other, year, lack = TWIN[e.item]
        mate = by_item[other]
        if lack is None and year == d.right_year(other) and not mate.status.startswith("published"):
            mate.status, mate.reasons = mate.status + "|published", mate.reasons + "|complete"
            mate.borrowed = e.targets
