#!/bin/sh
# Runs every test program of a build tree and closes with "N passed, N failed". A test program prints cmocka's TAP; a program that
# dies counts as one failure more.
set -u
build=$1
passed=0 failed=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT
for program in $(find "$build/tests" -type f -name 'test_*' -perm -u+x | sort); do
    CMOCKA_MESSAGE_OUTPUT=TAP OITCHECK_BUILD="$build" "$program" >"$log" 2>&1
    code=$?
    ok=$(grep -c '^ok ' "$log")
    bad=$(grep -c '^not ok ' "$log")
    planned=$(sed -n 's/^1\.\.\([0-9]*\).*/\1/p' "$log" | awk '{ n += $1 } END { print n + 0 }')
    if [ "$ok" -eq 0 ] && [ "$bad" -eq 0 ] || { [ "$code" -ne 0 ] && [ "$bad" -eq 0 ]; } || [ $((ok + bad)) -lt "$planned" ]; then
        bad=$((bad + 1))
    fi
    passed=$((passed + ok)) failed=$((failed + bad))
    if [ "$bad" -ne 0 ]; then
        echo "FAILED ${program#"$build/"} (exit $code)"
        grep -v '^ok ' "$log" | tail -n 60
    else
        echo "ok     ${program#"$build/"} ($ok)"
    fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
