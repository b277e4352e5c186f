#!/bin/sh
# Runs every fuzzer of a build tree for a while. A corpus grows in BUILD/corpus/NAME; seeds come from fixtures/. Usage: fuzz.sh BUILD SECONDS
set -u
build=$1 seconds=$2
status=0
mkdir -p "$build/found"
for program in $(find "$build/tests/fuzz" -type f -name 'fuzz_*' -perm -u+x | sort); do
    name=${program##*/fuzz_}
    corpus="$build/corpus/$name"
    mkdir -p "$corpus"
    seeds="fixtures/fuzz/$name"
    [ -d "$seeds" ] || seeds=
    case "$name" in html) seeds=fixtures/extract ;; rules_yaml) seeds=tests/rules/schemes/open-council ;; esac
    echo "fuzz $name, $seconds s"
    if "$program" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -max_len=65536 -artifact_prefix="$build/found/$name-" \
        -print_final_stats=1 -verbosity=0 "$corpus" $seeds >"$build/found/$name.log" 2>&1; then
        echo "ok   $name, $(sed -n 's/^stat::number_of_executed_units: *//p' "$build/found/$name.log") executions"
    else
        echo "FOUND $name: see $build/found"
        tail -n 30 "$build/found/$name.log"
        status=1
    fi
done
exit $status
