#!/bin/sh
# Runs the unit tests of a build tree under valgrind: the rooms whose code runs in this process. Programs, servers and sandboxed children (cli, run,
# sites, worker, fetch) are looked after by PROFILE=asan. Usage: valgrind.sh BUILD [TEST...]     TEST: as "rules/test_load"
set -u
build=$1
shift
[ $# -gt 0 ] || set -- $(find "$build/tests" -type f -name 'test_*' -perm -u+x | sed "s|^$build/tests/||" |
    grep -E '^(assess|base|crawl|doc|extract|fuzz|report|rules|store|text|url)/' | sort)
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT

if [ "${VALGRIND_LOGS:-}" ]; then # one test, from xargs below
    log="$VALGRIND_LOGS/$(echo "$1" | tr / -)"
    OITCHECK_BUILD="$build" REPLAY_CUTS=1 valgrind -q --error-exitcode=99 --leak-check=full --show-leak-kinds=definite,indirect \
        --errors-for-leak-kinds=definite,indirect --suppressions=tests/valgrind.supp --max-stackframe=8000000 --log-file="$log" \
        "$build/tests/$1" >"$log.out" 2>&1
    code=$?
    if [ "$code" -eq 0 ]; then
        echo "ok     $1"
    else
        echo "FAILED $1 (exit $code)"
        head -n 80 "$log"
        [ "$code" -eq 99 ] || tail -n 20 "$log.out"
    fi
    exit 0
fi
printf '%s\n' "$@" | VALGRIND_LOGS="$logs" xargs -P "$(nproc)" -I{} "$0" "$build" {} | tee "$logs/all"
n=$(grep -c '^FAILED' "$logs/all")
echo "$(grep -c '^ok' "$logs/all") clean, $n not"
[ "$n" -eq 0 ]
