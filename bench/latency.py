#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""latency.py - how well a crawl hides the time that a server takes to answer.

    bench/latency.py [--pages 2000] [--delay-ms 50] [--connections 16] [--times 3] [--build build/release]

testd serves a site of N small pages (5 KB, a start page with lists of links) and answers each request after the delay. Ideal: requests * delay /
connections. Measured: from the first request to the last one's answer, by the server's own access log. Prints each run's efficiency (ideal /
measured), how many requests were open on average, and the best of all runs: other work on the machine only lowers it.
"""
import argparse
import os
import shutil
import subprocess
import sys
import tempfile

WORDS = 'ข่าวประชาสัมพันธ์ กิจกรรม โครงการ ประชุม อบรม ประกาศ งานบริการ ถนน น้ำประปา ตลาดนัด ผู้สูงอายุ โรงเรียน วัด ประเพณี กีฬา สาธารณสุข'.split()
PER_LIST = 100


def make_site(folder, n_pages):
    os.makedirs(folder + '/p')
    lists = range(0, n_pages, PER_LIST)

    def page(title, body):
        return '<!DOCTYPE html><html lang="th"><head><meta charset="utf-8"><title>%s</title></head><body>%s</body></html>' % (title, body)

    with open(folder + '/index.html', 'w') as f:
        f.write(page('เทศบาลตำบลทดสอบ', ''.join('<li><a href="/list%d.html">รายการที่ %d</a>' % (k, k) for k in lists)))
    for k in lists:
        with open('%s/list%d.html' % (folder, k), 'w') as f:
            f.write(page('รายการที่ %d' % k, ''.join('<li><a href="/p/%d.html">%s %d</a>' % (i, WORDS[i % len(WORDS)], i)
                                                    for i in range(k, min(k + PER_LIST, n_pages)))))
    for i in range(n_pages):
        text = ''.join('<p>%s ครั้งที่ %d %s</p>' % (WORDS[(i * 7 + j) % len(WORDS)], i * 31 + j, WORDS[(i + j * 3) % len(WORDS)]) for j in range(45))
        with open('%s/p/%d.html' % (folder, i), 'w') as f:
            f.write(page('%s ที่ %d' % (WORDS[i % len(WORDS)], i), text))


def measure(options, site, scratch, number):
    log, db, scenario = (os.path.join(scratch, '%s%d' % (name, number)) for name in ('log', 'db', 'scenario'))
    with open(scenario, 'w') as f:
        f.write('* delay-ms=%d\n' % options.delay_ms)
    server = subprocess.Popen([options.build + '/testd', '--root', site, '--scenario', scenario, '--log', log], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        url = server.stdout.readline().decode().strip()
        subprocess.run([options.build + '/oitcheck', 'scan', url, '--rate', '0', '--connections', str(options.connections), '--ocr', 'off', '--db', db,
                        '--quiet', '--fiscal-year', '2567', '--fail-on', 'never'] + options.more, check=False, stdout=subprocess.DEVNULL)
    finally:
        server.stdin.close()
        server.wait()
    times = [int(line.split()[0]) for line in open(log)]
    wall = times[-1] + options.delay_ms - times[0]
    if options.verbose:
        for at in range(0, wall, 250):
            sys.stdout.write('%d ' % sum(at <= t - times[0] < at + 250 for t in times))
        print()
    return len(times), wall


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--pages', type=int, default=2000)
    parser.add_argument('--delay-ms', type=int, default=50)
    parser.add_argument('--connections', type=int, default=16)
    parser.add_argument('--times', type=int, default=3)
    parser.add_argument('--build', default='build/release')
    parser.add_argument('--verbose', action='store_true', help='requests in each quarter of a second')
    options, options.more = parser.parse_known_args()
    scratch = tempfile.mkdtemp(prefix='oitcheck-latency-')
    best = 0
    try:
        make_site(scratch + '/site', options.pages)
        for number in range(options.times):
            n, wall = measure(options, scratch + '/site', scratch, number)
            ideal = n * options.delay_ms / options.connections
            best = max(best, ideal / wall)
            print('%d requests in %d ms, ideal %d ms: efficiency %.3f, %.1f open on average' % (n, wall, ideal, ideal / wall, n * options.delay_ms / wall))
        print('best of %d: %.3f (load %.1f)' % (options.times, best, os.getloadavg()[0]))
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return 0


if __name__ == '__main__':
    sys.exit(main())
