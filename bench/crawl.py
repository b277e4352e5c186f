#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""crawl.py - what a whole check costs beside the plainest loop, in one run on this machine.

    bench/crawl.py [--pages 2000] [--build build/release]

Makes a site of N Thai pages of about 40 KB (gzip beside, as servers send them), serves it by nginx on loopback, and measures CPU seconds (user + system,
with all children) of: sax_loop (libcurl + gzip + libxml2 SAX), oitcheck scan --rate 0 with everything on (rules, store), wget -r. Prints ratios
and the peak memory of oitcheck's main process.
"""
import argparse
import gzip
import os
import random
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


def make_site(folder, n_pages):
    rng = random.Random(2567)
    os.makedirs(folder + '/p')
    for number in range(n_pages):
        body = page(rng, number, n_pages).encode()
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
http { access_log off; types { text/html html; } default_type text/html; charset utf-8; gzip_static on; keepalive_requests 100000;
client_body_temp_path %s; proxy_temp_path %s; fastcgi_temp_path %s; uwsgi_temp_path %s; scgi_temp_path %s;
server { listen 127.0.0.1:%d; root %s; } }''' % (folder, folder, folder, folder, folder, folder, folder, port, root))
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
    if process.returncode not in (0, 1, 3):
        sys.exit('%s failed (%d): %s' % (command[0], process.returncode, err[-500:]))
    return usage.ru_utime + usage.ru_stime, time.time() - started, peak[0]


def main():
    options = argparse.ArgumentParser()
    options.add_argument('--pages', type=int, default=2000)
    options.add_argument('--build', default='build/release')
    options.add_argument('--rounds', type=int, default=3)
    options = options.parse_args()
    folder = tempfile.mkdtemp()
    os.chmod(folder, 0o755)
    nginx = None
    try:
        make_site(folder + '/site', options.pages)
        os.makedirs(folder + '/nginx')
        os.chmod(folder + '/nginx', 0o777)
        nginx, base = start_nginx(folder + '/site', folder + '/nginx')
        rows = {}
        for number in range(options.rounds):
            commands = {
                'sax_loop': [options.build + '/bench/sax_loop', base, str(options.pages)],
                'oitcheck': [options.build + '/oitcheck', 'scan', base + '/', '--rate', '0', '--fiscal-year', '2567', '--quiet', '--db', '%s/db%d' % (folder, number),
                             '--format', 'json'],
                'wget': ['wget', '-q', '-r', '-l', 'inf', '-P', '%s/wget%d' % (folder, number), base + '/'],
            }
            for name, command in commands.items():
                cpu, wall, rss = measure(command)
                best = rows.get(name)
                if best is None or cpu < best[0]:
                    rows[name] = (cpu, wall, rss)
        yard = rows['sax_loop'][0]
        print('%-10s %10s %10s %8s %10s   (%d pages, best of %d)' % ('', 'CPU s', 'wall s', 'ratio', 'main MB', options.pages, options.rounds))
        for name, (cpu, wall, rss) in rows.items():
            print('%-10s %10.2f %10.2f %8.2f %10.1f' % (name, cpu, wall, cpu / yard, rss))
        print('store: %.1f MB' % (sum(os.path.getsize(folder + '/' + f) for f in os.listdir(folder) if f.startswith('db0')) / 1e6))
    finally:
        if nginx:
            nginx.terminate()
            nginx.wait()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == '__main__':
    main()
