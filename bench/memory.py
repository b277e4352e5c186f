#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""memory.py - how much memory oitcheck's main process takes on large sites, while it crawls and while it judges.

    bench/memory.py [--build build/release] [--bytes 40000] [--again] [PAGES ...]     (10000 and 100000)

--again: each site a second time with the same store: every page answers 304.

bench/big_site.c makes the pages when they are asked for. Resident memory of the main process (shared libraries included) is read each time a twentieth of the
site has been fetched, and its peak at the end: "crawl" is the most while pages came, "second half" how much it grew from the middle of the crawl
to its end, "peak" the most in all, judging and report included.
"""
import argparse
import glob
import json
import os
import shutil
import subprocess
import tempfile
import threading
import time


def memory_of(pid):
    """Resident now and at most, MB."""
    with open('/proc/%d/status' % pid) as f:
        words = dict(line.split(':', 1) for line in f)
    return int(words['VmRSS'].split()[0]) / 1024, int(words['VmHWM'].split()[0]) / 1024


def watch(scan, peak):
    while scan.poll() is None:
        try:
            peak[0] = max(peak[0], memory_of(scan.pid)[1])
        except (OSError, KeyError):
            pass
        time.sleep(0.05)


def scan_once(options, site, base, db, report, name):
    started = time.time()
    with open(report, 'w') as out:
        scan = subprocess.Popen([options.build + '/oitcheck', 'scan', base + '/', '--rate', '0', '--max-pages', '1000000', '--max-time', '24h', '--quiet',
                                 '--fiscal-year', '2567', '--ocr', 'off', '--db', db, '--format', 'json'], stdout=out)
    peak, seen, last = [0], [], []

    def listen():
        for line in site.stdout:
            if 'requests' in line:
                last.extend(line.split())
                return
            seen.append(memory_of(scan.pid)[0])

    threads = [threading.Thread(target=watch, args=(scan, peak)), threading.Thread(target=listen)]
    for thread in threads:
        thread.start()
    scan.wait()
    wall = time.time() - started
    site.stdin.write('next\n')
    site.stdin.flush()
    for thread in threads:
        thread.join()
    with open(report) as f:
        run = json.load(f)['run']
    n_requests, n_distinct = int(last[0]), int(last[2])
    store = sum(os.path.getsize(path) for path in glob.glob(db + '*')) / 1e6
    print('%-7s %8d %8.1f %12.1f %8.1f %9.1f %9.3f %8.0f   %s' % (name, n_distinct, max(seen), seen[-1] - seen[len(seen) // 2], peak[0], store,
                                                           n_requests / max(1, n_distinct), wall, '' if run['complete'] else run['stop_reason']), flush=True)


def measure(options, n_pages, folder):
    site = subprocess.Popen([options.build + '/bench/big_site', str(n_pages), str(options.bytes)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    base, db = site.stdout.readline().strip(), '%s/%d.db' % (folder, n_pages)
    for name in ['first', 'again'] if options.again else ['first']:
        scan_once(options, site, base, db, folder + '/report.json', name)
    site.stdin.close()
    site.wait()
    for path in glob.glob(db + '*'):
        os.unlink(path)


def main():
    options = argparse.ArgumentParser()
    options.add_argument('--build', default='build/release')
    options.add_argument('--bytes', type=int, default=40000)
    options.add_argument('--again', action='store_true')
    options.add_argument('pages', type=int, nargs='*', default=[10000, 100000])
    options = options.parse_args()
    folder = tempfile.mkdtemp()
    try:
        print('%-7s %8s %8s %12s %8s %9s %9s %8s   main process, MB; pages of %d bytes' % ('', 'pages', 'crawl', 'second half', 'peak', 'store', 'requests', 'wall s',
                                                                                    options.bytes))
        for n_pages in options.pages:
            measure(options, n_pages, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == '__main__':
    main()
