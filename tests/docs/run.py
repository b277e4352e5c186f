#!/usr/bin/env python3
"""Runs the commands of README and docs/*.th.md as they are written there, against the demo agency: none may be wrong usage (2) or a local failure (6).

Usage: run.py BUILD [DOCUMENT...]. Each document gets a home of its own, with a stored check, a profile and the files its examples name; of the addresses in the examples the demo is asked.
SPDX-License-Identifier: MIT
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

BUILD = os.path.abspath(sys.argv[1])
ROOT = os.getcwd()
DOCUMENTS = sys.argv[2:] or ["README.md"] + sorted("docs/" + name for name in os.listdir("docs") if name.endswith(".th.md"))
# What needs receivers, goes on until it is stopped, or names a run nobody has.
NOT_HERE = re.compile(r"notify test|docker|oitcheck (scan|submit)$|watch(?!.*--(once|dry-run))|diff \d{8}T|ITEM|SHEET|\bURL\b|\.\.\.|oit-[a-z]+\.service")
WRAPPER = """#!/bin/sh
before=
for word; do
    shift
    case $word in
    https://www.example.go.th*|https://www.agency.go.th*) word=$DEMO ;;
    esac
    case $before in # the examples' days are not those of this check
    --from) word=1/10/2566 ;;
    --to) word=30/9/2599 ;;
    esac
    before=$word
    set -- "$@" "$word"
done
case $1 in
scan|init) case " $* " in *" --profile "*) ;; *) set -- "$@" --fiscal-year 2567 ;; esac ;;
esac
case $1 in
scan|init|submit|verify|watch) set -- "$@" --rate 0 ;;
esac
case $1 in
watch) set -- "$@" --confirm 0s ;;
esac
exec "$PROGRAM" "$@"
"""


def commands_of(text):
    """Lines that begin with the program: in indented or fenced blocks, and in the cells of tables."""
    found = []
    for line in text.splitlines():
        line = line.strip()
        if line.startswith("oitcheck "):
            line = re.split(r"\s+#\s|\s{3,}", line)[0]
            line = re.sub(r"([a-z0-9]\.(?:html|zip|xlsx)) [^a-z0-9>-].*$", r"\1", line)
            found.append(line.strip())
        elif line.startswith("|"):
            found += re.findall(r"`(oitcheck [^`]+)`", line)
    return [command for command in found if not NOT_HERE.search(command)]


def run(command, home, environment):
    return subprocess.run(["sh", "-c", command], cwd=home, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=300)


def prepare(home, environment):
    for command in ["oitcheck scan https://www.example.go.th --ocr off --quiet --output report", "oitcheck scan https://www.example.go.th --ocr off --quiet"]:
        run(command, home, environment)
    shutil.copy(f"{ROOT}/tests/docs/itas.csv", f"{home}/owners.csv")
    sheet = open(f"{ROOT}/tests/docs/itas.csv", encoding="utf-8").read().replace("DEMO/", environment["DEMO"])
    for name in ["itas.xlsx", "report/itas.xlsx"]: # the reader looks at what a file is, not at its name
        with open(f"{home}/{name}", "w", encoding="utf-8") as file:
            file.write(sheet)
    for month in ["march", "april"]:
        os.makedirs(f"{home}/{month}")
        shutil.copy(f"{home}/report/report.json", f"{home}/{month}/report.json")
    with open(f"{home}/รายงาน_67.xlsx", "wb") as file:
        file.write(run("oitcheck report --format xlsx", home, environment).stdout)


def check(document, folder, environment, n):
    home = f"{folder}/{n}"
    os.makedirs(home)
    environment = dict(environment, HOME=home, XDG_STATE_HOME=home + "/state")
    commands = commands_of(open(document, encoding="utf-8").read())
    if not commands:
        return 0, 0
    prepare(home, environment)
    if not any(" init " in command for command in commands):
        run("oitcheck init https://www.example.go.th", home, environment)
    if "verify" in " ".join(commands) or "bundle" in " ".join(commands):
        run("oitcheck submit itas.xlsx --date 30/4/2567", home, environment)
    if "--availability" in " ".join(commands):
        run("oitcheck watch --profile agency.yaml --once", home, environment)
    bad = 0
    run("oitcheck import owners.csv", home, environment)
    os.makedirs(f"{home}/เกณฑ์ของเรา", exist_ok=True)
    for command in commands:
        if " submit " in command:  # somebody filled in the sheet
            shutil.copy(f"{home}/itas.xlsx", f"{home}/report/itas.xlsx")
        answer = run(command, home, environment)
        if answer.returncode not in (0, 1, 3):
            bad += 1
            print(f"{document}: {command}\n    exit {answer.returncode}: {answer.stderr.decode(errors='replace').strip()[:600]}")
    return len(commands), bad


def main():
    folder = tempfile.mkdtemp()
    server = subprocess.Popen([f"{BUILD}/testd", "--root", "fixtures/demo/site"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        os.makedirs(f"{folder}/bin")
        with open(f"{folder}/bin/oitcheck", "w", encoding="utf-8") as file:
            file.write(WRAPPER)
        os.chmod(f"{folder}/bin/oitcheck", 0o755)
        environment = dict(os.environ, PATH=f"{folder}/bin:{os.environ['PATH']}", PROGRAM=f"{BUILD}/oitcheck", DEMO=server.stdout.readline().strip(), LC_ALL="C.UTF-8")
        results = [check(document, folder, environment, n) for n, document in enumerate(DOCUMENTS)]
    finally:
        server.stdin.close()
        server.wait()
        shutil.rmtree(folder, ignore_errors=True)
    done, bad = sum(r[0] for r in results), sum(r[1] for r in results)
    print(f"check-docs: {done} commands of {len(DOCUMENTS)} documents, {bad} do not work as written")
    return 1 if bad or not done else 0


sys.exit(main())
