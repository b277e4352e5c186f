#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""crawl.py - what a whole check costs beside the plainest loop, in one run on this machine.

    bench/crawl.py [--pages 2000] [--rounds 3] [--build build/release] [--profile hard|template] [--duplicates PERCENT] [--only-site FOLDER]

Makes a site of N Thai pages of about 40 KB (gzip beside, as servers send them). Two profiles:
  hard      nearly every label and sentence of the site stands on one page only: nothing can be remembered
  template  as agency sites are: header, menus, side column and footer (about 70 % of the bytes) are the same on every page; 4 of 10 pages are archive lists, whose
            titles come back in other lists, as "related" below articles and as the article's own heading; the articles' text stands once
--duplicates: so many of 100 links carry a session, a campaign or another parameter that makes no other page.
Serves it by nginx on loopback, and measures in turns CPU seconds (user + system, with all children) of: sax_loop (libcurl + gzip + libxml2 SAX), oitcheck scan
--rate 0 with everything on (rules, store), wget -r, and Scrapy where it is installed (once: it is slow). Prints the best of the rounds as a ratio to
sax_loop, the peak memory of each first process, and requests for each page by nginx's log.
"""
import argparse
import gzip
import os
import random
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time

SYLLABLES = ('การ ความ งาน ระบบ ข้อมูล ประชาชน บริการ โครงการ พัฒนา ส่งเสริม สนับสนุน ดำเนิน ติดตาม ประเมิน จัดทำ เผยแพร่ ผู้บริหาร เจ้าหน้าที่ ชุมชน '
             'ท้องถิ่น กิจกรรม ประชุม อบรม เข้าร่วม ตรวจสอบ รายได้ ค่าใช้จ่าย สิ่งแวดล้อม น้ำ ถนน เกษตร การศึกษา สุขภาพ วัฒนธรรม ประเพณี ตำบล อำเภอ '
             'จังหวัด ณ และ หรือ โดย ตาม เพื่อ ให้ ได้ ใน ของ แก่ ที่ ซึ่ง ทั้งนี้ นอกจากนี้').split()
MENU = ['หน้าแรก', 'ข้อมูลหน่วยงาน', 'โครงสร้าง', 'ข้อมูลผู้บริหาร', 'อำนาจหน้าที่', 'ข้อมูลการติดต่อ', 'ข่าวประชาสัมพันธ์', 'แผนพัฒนา', 'จัดซื้อจัดจ้าง', 'คู่มือประชาชน',
        'รายงานประจำปี', 'ร้องเรียน', 'ถาม-ตอบ', 'ดาวน์โหลด', 'ITA', 'กฎหมาย', 'ภาพกิจกรรม', 'บริการออนไลน์', 'สถิติ', 'แผนผังเว็บไซต์']


def sentence(rng):
    words = [rng.choice(SYLLABLES) for _ in range(rng.randint(12, 30))]
    return ''.join(words[:8]) + ' ' + ''.join(words[8:]) + (' %d' % rng.randint(1, 2570) if rng.random() < 0.3 else '')


def page(rng, number, n_pages):
    links = [(number * 7 + k * 13 + 1) % n_pages for k in range(12)] + [(number + 1) % n_pages]
    parts = ['<!DOCTYPE html><html lang="th"><head><meta charset="utf-8"><title>%s - เทศบาลตำบลทดสอบ</title></head><body><nav><ul>' % sentence(rng)[:60]]
    parts += ['<li><a href="/p/%d.html">%s</a></li>' % (k % n_pages, name) for k, name in enumerate(MENU)]
    parts.append('</ul></nav><main><h1>%s</h1>' % sentence(rng)[:60])
    size = sum(len(p.encode()) for p in parts)
    while size < 39000:
        kind = rng.random()
        if kind < 0.6:
            block = '<p class="text-body">%s</p>\n' % sentence(rng)
        elif kind < 0.8:
            block = '<table class="table"><tr><th>ลำดับ</th><th>รายการ</th><th>จำนวน</th></tr>' + ''.join(
                '<tr><td>%d</td><td>%s</td><td>%d</td></tr>' % (k, sentence(rng)[:40], rng.randint(1, 9999)) for k in range(6)) + '</table>'
        else:
            block = '<div class="card"><h3>%s</h3><ul>%s</ul></div>' % (sentence(rng)[:40], ''.join(
                '<li><a href="/p/%d.html" title="อ่านต่อ">%s</a></li>' % (rng.choice(links), sentence(rng)[:50]) for _ in range(4)))
        parts.append(block)
        size += len(block.encode())
    parts += ['<a href="/p/%d.html">หน้าถัดไป</a>' % k for k in links]
    parts.append('</main><footer>เทศบาลตำบลทดสอบ โทรศัพท์ 0 2000 0000</footer></body></html>')
    return ''.join(parts)


class Template:
    """Pages that share their frame, of a site whose lists repeat its titles."""

    GROUPS = ('เกี่ยวกับเรา', 'บุคลากร', 'แผนงาน', 'รายงาน', 'จัดซื้อจัดจ้าง', 'บริการประชาชน', 'กฎหมายและระเบียบ', 'ข่าวสาร', 'คลังความรู้')

    def __init__(self, rng, n_pages):
        self.rng, self.n_pages = rng, n_pages
        self.titles = [sentence(rng)[:70].strip() for _ in range(n_pages)]  # page k is the article of title k, or a list
        self.top, self.bottom = self.frame()

    def entry(self, name):
        return '<li class="menu-item menu-item-type-post_type"><a class="nav-link" href="/p/%d.html">%s</a></li>\n' % (self.rng.randrange(self.n_pages), name)

    def frame(self):
        rng = self.rng
        menu = ''.join('<li class="menu-item menu-item-has-children"><a class="nav-link dropdown-toggle" href="#">%s</a><ul class="sub-menu">%s</ul></li>\n' % (
            group, ''.join(self.entry(sentence(rng)[:36].strip()) for _ in range(9))) for group in self.GROUPS)
        script = '<script>var site = {base: "/", lang: "th", token: "%x"};\n%s</script>\n' % (rng.getrandbits(64), ''.join(
            'jQuery(function ($) { $(".slide-%d").owlCarousel({items: %d, loop: true, margin: 10, nav: true}); });\n' % (k, k) for k in range(1, 12)))
        top = ('<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="/css/site.css">%s</head><body class="page">\n'
               '<header id="masthead"><div class="top-bar"><a href="/">เทศบาลตำบลทดสอบ</a> <span>โทรศัพท์ 0 2000 0000</span></div>\n'
               '<nav class="navbar" role="navigation"><ul class="menu">%s%s</ul></nav></header>\n' % (script, ''.join(self.entry(name) for name in MENU), menu))
        side = ''.join('<li class="cat-item"><a href="/p/%d.html">%s</a> (%d)</li>\n' % (rng.randrange(self.n_pages), sentence(rng)[:30].strip(), rng.randint(1, 300))
                       for _ in range(16))
        banners = ''.join('<div class="banner"><a href="/p/%d.html"><img src="/img/b%d.jpg" width="250" height="80" alt="%s"></a></div>\n' % (
            rng.randrange(self.n_pages), k, sentence(rng)[:30].strip()) for k in range(10))
        related = ''.join('<li><a href="http://www.partner%d.example/" target="_blank">%s</a></li>\n' % (k, sentence(rng)[:30].strip()) for k in range(16))
        bottom = ('<aside class="sidebar"><h3 class="widget-title">หมวดหมู่</h3><ul>%s</ul>%s<p>ผู้เข้าชมวันนี้</p></aside>\n'
                  '<footer><div class="row"><h4>หน่วยงานที่เกี่ยวข้อง</h4><ul>%s</ul><p>เทศบาลตำบลทดสอบ 99 หมู่ 9 ตำบลทดสอบ โทรศัพท์ 0 2000 0000 อีเมล info@example.go.th</p>'
                  '</div></footer></body></html>' % (side, banners, related))
        return top, bottom

    def page(self, number):
        rng, n = self.rng, self.n_pages
        is_list = number % 5 < 2
        own = self.titles[number]
        title = 'คลังข่าว หน้า %d' % number if is_list else own
        parts = ['<!DOCTYPE html><html lang="th"><head><meta charset="utf-8"><title>%s - เทศบาลตำบลทดสอบ</title>' % title, self.top,
                 '<main id="content"><div class="breadcrumb"><a href="/">หน้าแรก</a> / <a href="/p/%d.html">%s</a> / %s</div><h1 class="entry-title">%s</h1>\n' % (
                     number % 5, MENU[number % 7], title, title)]
        size = len(self.bottom.encode()) + sum(len(p.encode()) for p in parts)
        while is_list and size < 39000:
            k = rng.randrange(n)
            parts.append('<article class="post-%d"><h2 class="entry-title"><a href="/p/%d.html">%s</a></h2><span class="date">%d ม.ค. 2567</span> '
                         '<a class="more" href="/p/%d.html">อ่านต่อ</a></article>\n' % (k, k, self.titles[k], rng.randint(1, 28), k))
            size += len(parts[-1].encode())
        while size < 37500:
            parts.append('<p>%s</p>\n' % ' '.join(sentence(rng) for _ in range(3)))
            size += len(parts[-1].encode())
        if not is_list:
            parts.append('<ul class="related">%s</ul>' % ''.join('<li><a href="/p/%d.html">%s</a></li>\n' % (k, self.titles[k]) for k in (rng.randrange(n) for _ in range(6))))
        parts.append('<a href="/p/%d.html">หน้าถัดไป</a></main>\n' % ((number + 1) % n))
        return ''.join(parts) + self.bottom


def with_duplicates(rng, body, percent):
    """So many of 100 links carry what makes no other page of theirs."""
    def tail(match):
        return match[0] if rng.random() * 100 >= percent else match[0] + rng.choice(
            ['?PHPSESSID=%032x' % rng.getrandbits(128), '?utm_source=facebook&utm_medium=social', '?fbclid=%016x' % rng.getrandbits(64),
             '?from=%d' % rng.randint(1, 40), '?lang=th&view=list', '?view=list&lang=th'])
    return re.sub(r'(?<=href=")/p/\d+\.html', tail, body)


def make_site(folder, n_pages, profile, duplicates=0):
    rng = random.Random(2567)
    os.makedirs(folder + '/p')
    template = Template(rng, n_pages) if profile == 'template' else None
    for name in ['css/site.css'] + ['img/b%d.jpg' % k for k in range(10)] if template else []:
        os.makedirs(os.path.dirname(folder + '/' + name), exist_ok=True)
        open(folder + '/' + name, 'wb').close()
    for number in range(n_pages):
        body = template.page(number) if template else page(rng, number, n_pages)
        body = (with_duplicates(rng, body, duplicates) if duplicates else body).encode()
        with open('%s/p/%d.html' % (folder, number), 'wb') as f:
            f.write(body)
        with gzip.GzipFile('%s/p/%d.html.gz' % (folder, number), 'wb', compresslevel=6, mtime=0) as f:
            f.write(body)
    shutil.copy(folder + '/p/0.html', folder + '/index.html')
    shutil.copy(folder + '/p/0.html.gz', folder + '/index.html.gz')


def free_port():
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        return s.getsockname()[1]


def start_nginx(root, folder):
    port = free_port()
    conf = folder + '/nginx.conf'
    with open(conf, 'w') as f:
        f.write('''daemon off; worker_processes 1; pid %s/pid; error_log %s/error.log;
events { worker_connections 512; }
http { log_format uri '$status $request_uri'; access_log %s/access.log uri; types { text/html html; } default_type text/html; charset utf-8; gzip_static on; keepalive_requests 100000;
client_body_temp_path %s; proxy_temp_path %s; fastcgi_temp_path %s; uwsgi_temp_path %s; scgi_temp_path %s;
server { listen 127.0.0.1:%d; root %s; } }''' % ((folder,) * 8 + (port, root)))
    process = subprocess.Popen(['nginx', '-c', conf, '-p', folder], stderr=subprocess.DEVNULL)
    for _ in range(200):
        try:
            socket.create_connection(('127.0.0.1', port), 1).close()
            return process, 'http://127.0.0.1:%d' % port
        except OSError:
            time.sleep(0.05)
    sys.exit('nginx does not start')


def measure(command, **kwargs):
    """CPU seconds with children, wall seconds, peak RSS (MB) of the first process."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **kwargs)
    peak = [0]

    def watch():
        while process.returncode is None:
            try:
                with open('/proc/%d/status' % process.pid) as f:
                    for line in f:
                        if line.startswith('VmHWM'):
                            peak[0] = int(line.split()[1]) / 1024
            except OSError:
                return
            time.sleep(0.02)

    thread = threading.Thread(target=watch)
    started = time.time()
    thread.start()
    err = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    thread.join()
    if process.returncode not in (0, 1, 3, 8): # 8: wget met a 404
        sys.exit('%s failed (%d): %s' % (command[0], process.returncode, err[-500:]))
    return usage.ru_utime + usage.ru_stime, time.time() - started, peak[0]


def requests_of(log):
    """Requests answered with a page, and different pages, of the log since the last call."""
    with open(log) as f:
        lines = [line.split() for line in f]
    os.truncate(log, 0)
    pages = [words[1].split('?')[0] for words in lines if len(words) == 2 and words[0] == '200' and words[1].startswith('/p/')]
    return len(pages), len(set(pages))


def commands_of(options, folder, base, number):
    commands = {
        'sax_loop': [options.build + '/bench/sax_loop', base, str(options.pages)],
        'oitcheck': [options.build + '/oitcheck', 'scan', base + '/', '--rate', '0', '--fiscal-year', '2567', '--quiet', '--db', '%s/db%d' % (folder, number),
                     '--format', 'json'],
        'wget': ['wget', '-q', '-r', '-l', 'inf', '-P', '%s/wget%d' % (folder, number), base + '/'],
    }
    if shutil.which('scrapy') and number == 0:
        commands['scrapy'] = ['scrapy', 'runspider', os.path.join(os.path.dirname(os.path.abspath(__file__)), 'scrapy_spider.py'), '-a', 'start=' + base + '/']
    return commands


def main():
    options = argparse.ArgumentParser()
    options.add_argument('--pages', type=int, default=2000)
    options.add_argument('--build', default='build/release')
    options.add_argument('--rounds', type=int, default=3)
    options.add_argument('--profile', choices=['hard', 'template'], default='hard')
    options.add_argument('--duplicates', type=int, default=0, metavar='PERCENT')
    options.add_argument('--only-site', metavar='FOLDER', help='make the pages there and measure nothing')
    options = options.parse_args()
    if options.only_site:
        make_site(options.only_site, options.pages, options.profile, options.duplicates)
        return
    folder = tempfile.mkdtemp()
    os.chmod(folder, 0o755)
    nginx = None
    try:
        make_site(folder + '/site', options.pages, options.profile, options.duplicates)
        os.makedirs(folder + '/nginx')
        os.chmod(folder + '/nginx', 0o777)
        nginx, base = start_nginx(folder + '/site', folder + '/nginx')
        log = folder + '/nginx/access.log'
        rows, rounds = {}, []
        requests_of(log)
        for number in range(options.rounds):
            ratios = {}
            for name, command in commands_of(options, folder, base, number).items():
                cpu, wall, rss = measure(command)
                n_requests, n_pages = requests_of(log)
                ratios[name] = cpu
                if name not in rows or cpu < rows[name][0]:
                    rows[name] = (cpu, wall, rss, n_requests, n_pages)
            rounds.append(ratios['oitcheck'] / ratios['sax_loop'])
        yard = rows['sax_loop'][0]
        print('%-10s %8s %8s %7s %9s %9s %8s %9s   (%d pages, %s profile, %d%% duplicate links, best of %d)' %
              ('', 'CPU s', 'wall s', 'ratio', 'main MB', 'requests', 'pages', 'a page', options.pages, options.profile, options.duplicates, options.rounds))
        for name, (cpu, wall, rss, n_requests, n_pages) in rows.items():
            print('%-10s %8.2f %8.2f %7.2f %9.1f %9d %8d %9.2f' % (name, cpu, wall, cpu / yard, rss, n_requests, n_pages, n_requests / max(1, n_pages)))
        if 'scrapy' not in rows:
            print('scrapy     not installed (apt-get install python3-scrapy)')
        print('oitcheck to sax_loop, round by round: %s' % ' '.join('%.2f' % ratio for ratio in rounds))
        print('store: %.1f MB' % (sum(os.path.getsize(folder + '/' + f) for f in os.listdir(folder) if f.startswith('db0')) / 1e6))
    finally:
        if nginx:
            nginx.terminate()
            nginx.wait()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == '__main__':
    main()
