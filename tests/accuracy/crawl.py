"""One generated site through the program: served by testd on loopback and scanned, or judged again from its stored crawl.

SPDX-License-Identifier: MIT
"""
import json
import subprocess
import sys
import time
import urllib.parse

JUDGED = ["--fiscal-year", "2567", "--as-of", "2024-06-30", "--format", "json", "--quiet"]
# Widgets of the pages point at real services; they are refused here instead of being asked.
REFUSED = ["www.google.com", "line.me", "maps.google.com", "drive.google.com", "docs.google.com", "www.facebook.com", "m.me", "itas.nacc.go.th", "forms.gle"]
SECONDS = 900


def report_of(command, name):
    """The report a command prints as a dict, or None, and the seconds it took."""
    start = time.monotonic()
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS)
        text, said = done.stdout, f"exit {done.returncode}: {done.stderr.strip()[-400:]}"
    except subprocess.TimeoutExpired:
        text, said = "", f"stopped after {SECONDS} s"
    try:
        return json.loads(text), time.monotonic() - start
    except json.JSONDecodeError:
        print(f"{name}: no report, {said}", file=sys.stderr)
        return None, time.monotonic() - start


def scan(args, folder, info):
    roots = ["--root", str(folder / "www")]
    for host, path in info["hosts"].items():
        roots += ["--root", f"{host}={folder / path}"]
    run = folder / "run"
    run.mkdir(exist_ok=True)
    for old in run.glob("store.db*"):
        old.unlink()
    server = subprocess.Popen([args.testd, *roots, "--log", str(run / "access.log")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        port = urllib.parse.urlsplit(server.stdout.readline().strip()).port
        url = f"http://{info['main']}:{port}/"
        command = [args.program, "scan", url, "--rate", "0", "--db", str(run / "store.db"), "--ocr", args.ocr, *JUDGED, *rules(args)]
        for host in [info["main"], *info["hosts"]]:
            command += ["--resolve", f"{host}:{port}:127.0.0.1"]
        for host in REFUSED:
            command += ["--resolve", f"{host}:443:127.0.0.1"]
        return report_of(command, folder.name)
    finally:
        server.terminate()
        server.wait()


def again(args, folder):
    """What the stored crawl is worth with the program and rules of now; OCR was done (or not) when it was scanned."""
    return report_of([args.program, "assess", "--db", str(folder / "run/store.db"), "--ocr", args.ocr, *JUDGED, *rules(args)], folder.name)


def rules(args):
    return ["--rules", args.rules] if args.rules else []


def judge(args, folder):
    """(info, report or None, seconds) of one site; the report is kept beside its store."""
    info = json.loads((folder / "site.json").read_text())
    report, seconds = again(args, folder) if args.again else scan(args, folder, info)
    if report is not None:
        (folder / "run/report.json").write_text(json.dumps(report, ensure_ascii=False, indent=1))
    return info, report, seconds
