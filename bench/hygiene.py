#!/usr/bin/python3
"""How many requests a page: sites whose links spell their pages in many ways, counted by the server's own log.

Every page of the model has one key. A share of the links (8 %) is spelled otherwise: session ids, tracking, order of parameters, sort, view and print
parameters, /index.php for /, a fragment, the host without www, two slashes. Some parameters matter, some only on some pages: a page of
the model that nobody asked for is a loss.

    bench/hygiene.py --build build/release [--pages 600] [--duplicates 8] [--seed 1]

Prints for each site: distinct pages, requests (all: robots.txt, probe, sitemap), requests a page, pages lost. Exit 1: more than 1.3 requests a page, or a
page lost. SPDX-License-Identifier: MIT
"""
import argparse, html, json, random, subprocess, sys, tempfile, threading, os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit, parse_qsl

WORDS = ("งาน บริการ ประชาชน ตำบล โครงการ ถนน น้ำ ประปา ประชุม สภา กิจกรรม ผู้สูงอายุ เด็ก โรงเรียน สวน ตลาด ภาษี ทะเบียน สุขภาพ กีฬา เกษตร อาชีพ "
         "สิ่งแวดล้อม ขยะ ไฟฟ้า ถมดิน ก่อสร้าง ชุมชน วัฒนธรรม ประเพณี แผนที่ สถานที่ ท่องเที่ยว").split()


def words(rng, n):
    return " ".join(rng.choice(WORDS) for _ in range(n))


class Site:
    """The model: key -> (canonical link, links to keys). Subclasses say how pages are addressed."""

    def __init__(self, n, rng, duplicates):
        self.rng, self.duplicates, self.n = rng, duplicates, n
        self.pages = {}   # key -> (title, text, [(key, label)])
        self.build()

    def add(self, key, title, links=(), text=None):
        self.pages[key] = (title, text if text is not None else words(self.rng, 60 + self.rng.randrange(120)), list(links))


class Scripts(Site):
    """view.php?id=5, list.php?cat=2&page=3: the usual PHP site."""
    name = "scripts"
    useless = [("view", ["print", "full"]), ("sort", ["asc", "desc", "name"]), ("print", ["1"])]

    def build(self):
        n_cats = 8
        ids = list(range(1, self.n))
        cats = {c: [i for i in ids if i % n_cats == c] for c in range(n_cats)}
        menu = [(("home",), "หน้าแรก")] + [(("list", c, 1), f"หมวด {WORDS[c]}") for c in range(n_cats)]
        self.add(("home",), "เทศบาลตำบลบ้านวัด", menu + [(("view", i), f"เรื่องที่ {i} {words(self.rng, 3)}") for i in ids[:10]])
        for c, members in cats.items():
            per = 10
            n_pages = (len(members) + per - 1) // per
            for p in range(1, n_pages + 1):
                rows = [(("view", i), f"เรื่องที่ {i} {words(self.rng, 3)}") for i in members[(p - 1) * per:p * per]]
                pager = [(("list", c, q), f"หน้า {q}") for q in range(1, n_pages + 1) if q != p]
                self.add(("list", c, p), f"หมวด {WORDS[c]}", menu + rows + pager, text="รายการในหมวด " + WORDS[c])
        for i in ids:
            more = [(("view", self.rng.choice(ids)), "อ่านต่อ") for _ in range(6)]
            self.add(("view", i), f"เรื่องที่ {i}", menu + more)
            if i % 9 == 0:   # a tab that matters on some pages only
                self.add(("tab", i), f"เรื่องที่ {i} เอกสารแนบ", menu)
                self.pages[("view", i)][2].append((("tab", i), "เอกสารแนบ"))
            elif i % 30 == 1:  # ... and is the page itself on others
                self.pages[("view", i)][2].append((("tab=", i), "เอกสารแนบ"))

    def link(self, key):
        kind = key[0]
        if kind == "home":
            return "/", []
        if kind == "list":
            query = [("cat", str(key[1]))] + ([("page", str(key[2]))] if key[2] > 1 else [])
            return "/list.php", query
        if kind == "view":
            return "/view.php", [("id", str(key[1])), ("mod", "news")]
        if kind in ("tab", "tab="):
            return "/view.php", [("id", str(key[1])), ("mod", "news"), ("tab", "2")]

    def key_of(self, path, query):
        q = dict(query)
        path = path.replace("//", "/")
        if path in ("/", "/index.php"):
            return ("home",)
        if path == "/list.php" and "cat" in q:
            return ("list", int(q["cat"]), int(q.get("page", 1)))
        if path == "/view.php" and "id" in q:
            key = ("view", int(q["id"]))
            return ("tab", key[1]) if q.get("tab") == "2" and ("tab", key[1]) in self.pages else key
        return None


class Titles(Site):
    """/news/some-title/, dated archives, ?print=1 anywhere, ?page= on lists: the usual blog system."""
    name = "titles"
    useless = [("print", ["1"]), ("share", ["facebook", "line"]), ("replytocom", [str(i) for i in range(20)]), ("order", ["date", "title"])]

    def build(self):
        sections = ["about", "service", "plan", "news"]
        posts = [f"{self.rng.choice(sections)}/{'-'.join(self.rng.choice('bcdfghklmnpr') + self.rng.choice('aeiou') + str(i) for _ in range(2))}" for i in range(self.n)]
        menu = [(("home",), "หน้าแรก")] + [(("section", s, 1), WORDS[k]) for k, s in enumerate(sections)]
        self.add(("home",), "องค์การบริหารส่วนตำบลบ้านไร่", menu + [(("post", p), words(self.rng, 4)) for p in posts[:8]])
        for s in sections:
            mine = [p for p in posts if p.startswith(s + "/")]
            n_pages = max(1, (len(mine) + 11) // 12)
            for p in range(1, n_pages + 1):
                rows = [(("post", x), words(self.rng, 4)) for x in mine[(p - 1) * 12:p * 12]]
                pager = [(("section", s, q), str(q)) for q in (p - 1, p + 1) if 1 <= q <= n_pages]
                self.add(("section", s, p), f"หมวด {s}", menu + rows + pager, text="")
        for i, p in enumerate(posts):
            self.add(("post", p), f"{words(self.rng, 4)} {i}", menu + [(("post", self.rng.choice(posts)), "เรื่องก่อนหน้า"), (("post", posts[(i + 1) % len(posts)]), "เรื่องถัดไป")])
            if i % 11 == 0:   # English where there is a translation
                self.add(("en", p), f"Story {i}", menu)
                self.pages[("post", p)][2].append((("en", p), "English"))
            elif i % 25 == 1:  # ... and where there is none
                self.pages[("post", p)][2].append((("en=", p), "English"))

    def link(self, key):
        if key[0] == "home":
            return "/", []
        if key[0] == "section":
            return f"/{key[1]}/", [("page", str(key[2]))] if key[2] > 1 else []
        if key[0] == "post":
            return f"/{key[1]}/", []
        return f"/{key[1]}/", [("lang", "en")]

    def key_of(self, path, query):
        q = dict(query)
        while "//" in path:
            path = path.replace("//", "/")
        if path in ("/", "/index.php"):
            return ("home",)
        name = path.strip("/")
        if name.endswith("/index.php"):
            name = name[:-10]
        if ("section", name, int(q.get("page", 1) or 1)) in self.pages:
            return ("section", name, int(q.get("page", 1) or 1))
        if q.get("lang") == "en" and ("en", name) in self.pages:
            return ("en", name)
        return ("post", name) if ("post", name) in self.pages else None


class Empty(Site):
    """A parameter nearly all of whose values show one and the same "nothing found": only some hold anything."""
    name = "mostly-empty"
    useless = [("view", ["list", "print"])]

    def build(self):
        n = self.n // 2
        menu = [(("home",), "หน้าแรก"), (("docs",), "เอกสาร")]
        full = [i for i in range(1, n) if i % 13 == 0]
        self.add(("home",), "โรงพยาบาลบ้านนา", menu)
        self.add(("docs",), "เอกสาร", menu + [(("cat", i) if i in full else ("cat=", i), f"หมวดที่ {i}") for i in range(1, n)])
        for i in range(1, n):   # one text, but nobody can know before asking
            if i not in full:
                self.add(("none", i), "เอกสาร", menu, text="ไม่พบข้อมูลในหมวดนี้ ขอเชิญดูหมวดอื่นในหน้ารวมเอกสารของโรงพยาบาล")
        for i in full:
            self.add(("cat", i), f"หมวดที่ {i}", menu + [(("file", i * 10 + k), f"แฟ้ม {i} {k} {words(self.rng, 2)}") for k in range(5)])
            for k in range(5):
                self.add(("file", i * 10 + k), f"แฟ้ม {i} {k}", menu)

    def link(self, key):
        if key[0] == "home":
            return "/", []
        if key[0] == "docs":
            return "/docs.aspx", []
        if key[0] in ("cat", "cat="):
            return "/docs.aspx", [("cat", str(key[1])), ("dept", "3")]
        if key[0] == "file":
            return "/docs.aspx", [("cat", str(key[1] // 10)), ("dept", "3"), ("file", str(key[1] % 10))]
        return "/docs.aspx", [("cat", "1"), ("dept", "3")]

    def key_of(self, path, query):
        q = dict(query)
        if path.replace("//", "/") in ("/", "/index.php"):
            return ("home",)
        if path.replace("//", "/").lower() != "/docs.aspx":
            return None
        if "file" in q and ("file", int(q.get("cat", 0)) * 10 + int(q["file"])) in self.pages:
            return ("file", int(q["cat"]) * 10 + int(q["file"]))
        if "cat" in q:
            return ("cat", int(q["cat"])) if ("cat", int(q["cat"])) in self.pages else ("none", int(q["cat"]))
        return ("docs",)


def spell(site, rng, key, host, twin, port):
    """One link to key: mostly plain, sometimes another spelling of it."""
    path, query = site.link(key)
    query = list(query)
    prefix = tail = ""
    if rng.random() * 100 < site.duplicates:
        kind = rng.choice(["session", "sid", "utm", "order", "useless", "useless", "index", "fragment", "twin", "slashes", "empty", "path-session"])
        if kind == "session":
            query.append(("PHPSESSID", "%026x" % rng.getrandbits(100)))
        elif kind == "sid":
            query.insert(0, ("sid", "%032x" % rng.getrandbits(128)))
        elif kind == "utm":
            query += [("utm_source", "line"), ("utm_medium", rng.choice(["social", "qr"])), ("fbclid", "Iw%x" % rng.getrandbits(60))]
        elif kind == "order":
            rng.shuffle(query)
        elif kind == "useless":
            name, values = rng.choice(site.useless)
            query.append((name, rng.choice(values)))
        elif kind == "index" and path.endswith("/"):
            path += "index.php"
        elif kind == "fragment":
            tail = "#" + rng.choice(["top", "content", ""])
        elif kind == "twin":
            prefix = f"http://{twin}:{port}"
        elif kind == "slashes":
            path = "/" + path
            prefix = f"http://{host}:{port}"
        elif kind == "empty" and query:
            query.append(("q", ""))
        elif kind == "path-session":
            path = path + ";jsessionid=%032X" % rng.getrandbits(128)
    text = "&".join(f"{k}={v}" for k, v in query)
    return prefix + path + ("?" + text if text else "") + tail


def serve(site, rng, host, twin):
    lock, log = threading.Lock(), []
    cache = {}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def log_message(self, *args):
            pass

        def do_GET(self):
            parts = urlsplit("//x" + self.path if self.path.startswith("/") and not self.path.startswith("//") else "//x/" + self.path.lstrip("/"))
            path = parts.path.split(";")[0]
            key = site.key_of(path, parse_qsl(parts.query, keep_blank_values=True)) if path != "/robots.txt" else None
            with lock:
                log.append((self.headers.get("Host", ""), self.path, key))
                body = cache.get(key) if key else None
                if key and not body:
                    title, text, links = site.pages[key]
                    menu = "".join(f'<li><a href="{html.escape(spell(site, rng, k, host, twin, self.server.server_port))}">{label}</a></li>' for k, label in links[:4])
                    main = "".join(f'<li><a href="{html.escape(spell(site, rng, k, host, twin, self.server.server_port))}">{label}</a></li>' for k, label in links[4:])
                    body = cache[key] = (f'<!doctype html><html lang=th><head><meta charset=utf-8><title>{title}</title></head><body><nav><ul>{menu}</ul></nav>'
                                         f'<main><h1>{title}</h1><p>{text}</p><ul>{main}</ul></main><footer>ติดต่อ</footer></body></html>').encode()
            status = 200 if key else 404
            body = body or b"<html><title>404</title><body>404"
            self.send_response(status)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, log


def reachable(site):
    seen, queue = {("home",)}, [("home",)]
    while queue:
        for key, _ in site.pages[queue.pop()][2]:
            path, query = site.link(key)
            real = site.key_of(path, query)
            if real and real not in seen:
                seen.add(real)
                queue.append(real)
    return seen


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", default="build/release")
    parser.add_argument("--pages", type=int, default=600)
    parser.add_argument("--duplicates", type=float, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--verbose", action="store_true")
    args = parser.parse_args()
    failed = False
    for kind in (Scripts, Titles, Empty):
        rng = random.Random(args.seed)
        site = kind(args.pages, rng, args.duplicates)
        host, twin = "www.own.example.go.th", "own.example.go.th"
        server, log = serve(site, rng, host, twin)
        port = server.server_port
        with tempfile.TemporaryDirectory() as folder:
            command = [f"{args.build}/oitcheck", "scan", f"http://{host}:{port}/", "--resolve", f"{host}:{port}:127.0.0.1", "--resolve", f"{twin}:{port}:127.0.0.1",
                       "--db", os.path.join(folder, "x.db"), "--rate", "0", "--quiet", "--format", "json", "--ocr", "off", "--fiscal-year", "2567", "--as-of", "2024-06-30"]
            done = subprocess.run(command, capture_output=True, timeout=500)
            report = json.loads(done.stdout) if done.stdout else {"run": {}}
        server.shutdown()
        wanted = reachable(site)
        got = {key for _, _, key in log if key}
        lost = wanted - got
        ratio = len(log) / len(wanted)
        print(f"{site.name:14} {len(wanted):5} pages {len(log):5} requests  {ratio:.3f} a page  {len(lost)} lost  exit {done.returncode} "
              f"complete {report['run'].get('complete')} traps {[(t['reason'], t['family']) for t in report['run'].get('traps', [])]}")
        if args.verbose:
            print("  lost:", sorted(lost)[:10])
            seen = set()
            for h, path, key in log:
                if key in seen or not key:
                    print("  again:", h, path, key)
                seen.add(key)
        failed |= ratio > 1.3 or bool(lost)
    return 1 if failed else 0


sys.exit(main())
