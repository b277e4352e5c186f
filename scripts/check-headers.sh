#!/bin/sh
# Each header compiles alone. Usage: check-headers.sh CC FLAGS...
set -u
status=0
for header in $(find include src -name '*.h' | sort); do
    printf '#include "%s"\n' "$(echo "$header" | sed 's,^include/,,; s,^src/,,')" |
        "$@" -fsyntax-only -x c - || { echo "$header does not compile alone"; status=1; }
done
exit $status
