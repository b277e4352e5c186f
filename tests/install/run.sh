#!/bin/sh
# make test-install: installed twice into a folder of its own, run from there, taken away again; nothing of it may stay, nothing of others may go. Usage: run.sh BUILD
set -eu
root="$PWD/$1/install-test"
rm -rf "$root"
mkdir -p "$root/opt/x/share/man/man1" && echo other >"$root/opt/x/share/man/man1/other.1"
for round in 1 2; do
    make --no-print-directory -s BUILD="$1" DESTDIR="$root" PREFIX=/opt/x install
    [ "$round" = 2 ] || echo "old" >"$root/opt/x/share/oitcheck/rules/left-over.yaml" # of an older version
done
[ ! -e "$root/opt/x/share/oitcheck/rules/left-over.yaml" ] || { echo "a file of an older version stayed"; exit 1; }
(cd / && env -i PATH=/usr/bin:/bin "$root/opt/x/bin/oitcheck" rules check >/dev/null)
[ -z "$(find "$root/opt" -perm /022)" ] || { echo "others could write:"; find "$root/opt" -perm /022; exit 1; }
make --no-print-directory -s DESTDIR="$root" PREFIX=/opt/x uninstall
left=$(find "$root" -type f | sed "s|$root||")
[ "$left" = "/opt/x/share/man/man1/other.1" ] || { echo "left: $left"; exit 1; }
rm -rf "$root"
echo "1 passed, 0 failed"
