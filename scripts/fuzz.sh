#!/bin/sh
# Runs the fuzzers of a build tree side by side at the lowest priority and closes with a table to paste into docs/FUZZING.md.
# Usage: fuzz.sh BUILD SECONDS [JOBS [NAME...]]     JOBS: how many at a time (default: processors); NAME: only these targets
# A corpus grows in BUILD/corpus/NAME; seeds come from fixtures/fuzz/NAME and the folders in tests/fuzz/seeds.txt; findings lie in BUILD/found.
set -u
build=$1 seconds=$2 jobs=${3:-$(nproc)}
shift "$(($# < 3 ? $# : 3))"
mkdir -p "$build/found"

run_one() {
    name=$1
    corpus="$build/corpus/$name"
    mkdir -p "$corpus"
    seeds=$(sed -n "s/^$name //p" tests/fuzz/seeds.txt)
    [ -d "fixtures/fuzz/$name" ] && seeds="$seeds fixtures/fuzz/$name"
    # shellcheck disable=SC2086 # seeds is a list of folders without blanks
    if UBSAN_OPTIONS=print_stacktrace=1 nice -n 19 "$build/tests/fuzz/fuzz_$name" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -max_len=65536 \
        -artifact_prefix="$build/found/$name-" -print_final_stats=1 -verbosity=0 "$corpus" $seeds >"$build/found/$name.log" 2>&1; then
        result=clean
    else
        result="**found**: $(grep -m1 -o 'SUMMARY: .*' "$build/found/$name.log" | cut -c 1-100)"
    fi
    executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$build/found/$name.log")
    echo "| $name | ${executions:-?} | $result |" >"$build/found/$name.row"
    echo "$name: ${executions:-?} executions, $result" >&2
}

if [ "${FUZZ_ONE:-}" ]; then
    run_one "$FUZZ_ONE"
    exit 0
fi
[ $# -gt 0 ] || set -- $(find "$build/tests/fuzz" -maxdepth 1 -type f -name 'fuzz_*' -perm -u+x | sed 's|.*/fuzz_||' | sort)
rm -f "$build"/found/*.row
printf '%s\n' "$@" | xargs -P "$jobs" -I{} env FUZZ_ONE={} "$0" "$build" "$seconds"
echo "| target | executions | result |"
echo "| --- | ---: | --- |"
for name in "$@"; do
    cat "$build/found/$name.row" 2>/dev/null || echo "| $name | ? | **did not run** |"
done
! cat "$build"/found/*.row | grep -q 'found'
