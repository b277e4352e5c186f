#!/bin/sh
# Runs every test program of a build tree and closes with "N passed, N failed". A test program prints cmocka's TAP; a program that
# dies, or is not done after PATIENCE seconds, counts as one failure more. What a machine cannot show (no root, no IPv6 ...) is skipped and said, not failed.
#
# JOBS programs at a time (2: most of them wait for delays they ask of the test server; each has ports and folders of its own), the longest first;
# told in the order of their names. When this script is ended, so are they.
set -u
build=$1
jobs=${JOBS:-2}
PATIENCE=900
passed=0 failed=0
logs=$(mktemp -d)
export build logs PATIENCE
runner=
end() {
    [ -z "$runner" ] || kill -TERM -- "-$runner" 2>/dev/null
    rm -rf "$logs"
}
trap end EXIT
trap 'exit 130' INT TERM HUP

# Programs left by an older checkout in the same build tree have no source any more.
programs=$(cd "$build/tests" && find . -type f -name 'test_*' -perm -u+x | sed 's,^\./,,' | sort | while read -r program; do
    [ ! -e "$OLDPWD/tests/$program.c" ] || echo "$program"
done)
longest_first() {
    for room in sites/ run/ worker/ guest/ ''; do
        for program in $programs; do
            case $program in "$room"*) echo "$program" ;; esac
        done
    done | awk '!seen[$0]++'
}
longest_first >"$logs/list"
# In a session of its own, so that all of it can be ended at once.
# shellcheck disable=SC2016
setsid xargs -P "$jobs" -n 1 sh -c '
    at="$logs/$(echo "$1" | tr / .)"
    CMOCKA_MESSAGE_OUTPUT=TAP OITCHECK_BUILD="$build" timeout --foreground -k 5 "$PATIENCE" "$build/tests/$1" >"$at.log" 2>&1
    echo $? >"$at.new" && mv "$at.new" "$at.code"' run <"$logs/list" &
runner=$!

for program in $programs; do
    at="$logs/$(echo "$program" | tr / .)" log="$logs/$(echo "$program" | tr / .).log"
    while [ ! -e "$at.code" ] && kill -0 "$runner" 2>/dev/null; do
        sleep 0.1
    done
    code=$(cat "$at.code" 2>/dev/null || echo none)
    [ -e "$log" ] || : >"$log"
    ok=$(grep -c '^ok ' "$log")
    skipped=$(grep -c '^not ok .*# SKIP' "$log") # as cmocka writes it
    bad=$(($(grep -c '^not ok ' "$log") - skipped))
    planned=$(sed -n 's/^1\.\.\([0-9]*\).*/\1/p' "$log" | awk '{ n += $1 } END { print n + 0 }')
    if [ $((ok + bad + skipped)) -eq 0 ] || { [ "$code" != 0 ] && [ "$bad" -eq 0 ]; } || [ $((ok + bad + skipped)) -lt "$planned" ]; then
        bad=$((bad + 1))
    fi
    passed=$((passed + ok)) failed=$((failed + bad))
    if [ "$bad" -ne 0 ]; then
        echo "FAILED tests/$program (exit $code)"
        grep -v '^ok ' "$log" | tail -n 60
    else
        [ "$skipped" -eq 0 ] && echo "ok     tests/$program ($ok)" || echo "ok     tests/$program ($ok, $skipped skipped)"
    fi
done
wait "$runner"
runner=
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
