#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""calibrate.py - what confidence should say: fits the weights of src/assess/confidence.c, or shows how well they hold.

Usage: calibrate.py DIR...          reliability of the confidence in the reports below each DIR (of `make accuracy`), by status and band
       calibrate.py --fit DIR...    new weights, ready to paste; with --folds the reliability of weights fitted on the other seeds

A verdict's confidence is 1 / (1 + exp(-(base of its status + sum of the weights of its cautions))). Weights are fitted by maximum likelihood with a
prior that pulls them to a small cost (one wrong verdict in so many is no law), and are never above zero: a caution cannot reassure.
Needs numpy; reads verdicts.tsv (right or wrong) and every run/report.json.
"""
import argparse
import csv
import json
import os
import re
import sys

import numpy

STATUSES = ['published', 'partial', 'missing', 'unknown']
PRIOR_MEAN, PRIOR_WEIGHT = -0.3, 0.5     # of a caution; pulls as half a verdict of curvature would
BASE_MEAN, BASE_WEIGHT, BASE_MOST = 3.0, 0.05, 4.6  # no status is ever more than 99 % certain
BANDS = [0, 0.5, 0.7, 0.8, 0.85, 0.9, 0.95, 0.975, 1.0001]


def caution_names():
    codes = os.path.join(os.path.dirname(__file__), '../../include/oitcheck/codes.h')
    return re.findall(r'X\((CAUTION_\w+), "([a-z-]+)"', open(codes, encoding='utf-8').read())


def rows_of(folder):
    reports = {}
    with open(os.path.join(folder, 'verdicts.tsv'), encoding='utf-8') as f:
        for row in csv.DictReader(f, delimiter='\t', quoting=csv.QUOTE_NONE):
            key = (row['seed'], row['site'])
            if key not in reports:
                path = os.path.join(folder, 'seed-' + row['seed'], row['site'], 'run/report.json')
                reports[key] = {i['code']: i for i in json.load(open(path, encoding='utf-8'))['items']}
            item = reports[key][row['item']]
            yield {'seed': folder + row['seed'], 'part': row['part'], 'status': item['status'], 'confidence': item['confidence'], 'review': item['review'],
                   'right': row['right'] == 'right', 'cautions': [c['code'] for c in item['cautions']]}


def matrix(rows, names):
    x = numpy.zeros((len(rows), len(STATUSES) + len(names)))
    for i, row in enumerate(rows):
        x[i, STATUSES.index(row['status'])] = 1
        for code in row['cautions']:
            x[i, len(STATUSES) + names.index(code)] = 1
    return x, numpy.array([row['right'] for row in rows], float)


def fit(rows, names):
    """Projected gradient ascent on the penalised likelihood: small, and exact enough."""
    x, y = matrix(rows, names)
    n = len(STATUSES)
    mean = numpy.array([BASE_MEAN] * n + [PRIOR_MEAN] * len(names))
    pull = numpy.array([BASE_WEIGHT] * n + [PRIOR_WEIGHT] * len(names))
    w = mean.copy()
    step = 1 / (0.25 * numpy.linalg.norm(x, 2) ** 2 + pull.max())
    for _ in range(20000):
        p = 1 / (1 + numpy.exp(-x @ w))
        new = w + step * (x.T @ (y - p) - pull * (w - mean))
        new[n:] = numpy.minimum(new[n:], 0)
        new[:n] = numpy.minimum(new[:n], BASE_MOST)
        if numpy.abs(new - w).max() < 1e-7:
            break
        w = new
    return w


def predict(rows, names, w):
    x, _ = matrix(rows, names)
    return 1 / (1 + numpy.exp(-x @ w))


def table(title, confidences, rights):
    print('\n%s\n\n| confidence | verdicts | said on average | right |\n| --- | ---: | ---: | ---: |' % title)
    error = 0
    for low, high in zip(BANDS, BANDS[1:]):
        inside = [(c, r) for c, r in zip(confidences, rights) if low <= c < high]
        if not inside:
            continue
        said, right = sum(c for c, _ in inside) / len(inside), sum(r for _, r in inside) / len(inside)
        error += abs(said - right) * len(inside)
        print('| %.3g-%.3g | %d | %.1f %% | %.1f %% |' % (low, min(high, 1), len(inside), 100 * said, 100 * right))
    print('\nCalibration error %.1f points; %d verdicts.' % (100 * error / len(confidences), len(confidences)))


def show_reviews(rows, confidences):
    marked = [r for r in rows if r['review']]
    wrong = [r for r in rows if not r['right']]
    print('\nMarked for review: %d of %d; they hold %d of the %d wrong verdicts.' %
          (len(marked), len(rows), sum(not r['right'] for r in marked), len(wrong)))


def main():
    p = argparse.ArgumentParser()
    p.add_argument('dirs', nargs='+')
    p.add_argument('--fit', action='store_true')
    p.add_argument('--folds', action='store_true')
    p.add_argument('--part', help='dev, held or sealed only')
    args = p.parse_args()
    names = caution_names()
    codes = [code for _, code in names]
    rows = [r for d in args.dirs for r in rows_of(d) if not args.part or r['part'] == args.part]
    rights = [r['right'] for r in rows]
    table('The confidence in the reports', [r['confidence'] for r in rows], rights)
    for status in STATUSES:
        inside = [r for r in rows if r['status'] == status]
        if inside:
            print('%s: %d, said %.1f %%, right %.1f %%' % (status, len(inside), 100 * sum(r['confidence'] for r in inside) / len(inside),
                                                          100 * sum(r['right'] for r in inside) / len(inside)))
    show_reviews(rows, rights)
    print('\n| caution | verdicts | right |\n| --- | ---: | ---: |')
    for code in codes:
        inside = [r['right'] for r in rows if code in r['cautions']]
        if inside:
            print('| %s | %d | %.1f %% |' % (code, len(inside), 100 * sum(inside) / len(inside)))
    if args.fit:
        w = fit(rows, codes)
        print('\nstatic const double base[] = {%s};' % ', '.join('[OIT_%s] = %.2f' % (s.upper(), v) for s, v in zip(STATUSES, w)))
        print('static const double weight[N_OIT_CAUTIONS] = {')
        for (name, _), v in zip(names, w[len(STATUSES):]):
            print('    [%s] = %.2f,' % (name, v))
        print('};')
    if args.folds:
        seeds = sorted({r['seed'] for r in rows})
        confidences, rights = [], []
        for seed in seeds:
            w = fit([r for r in rows if r['seed'] != seed], codes)
            inside = [r for r in rows if r['seed'] == seed]
            confidences += list(predict(inside, codes, w))
            rights += [r['right'] for r in inside]
        table('Weights fitted on the other seeds', confidences, rights)


if __name__ == '__main__':
    sys.exit(main())
