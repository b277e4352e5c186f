#!/bin/sh
# A file includes its own room and lower floors only; a third-party header only behind its door (docs/ARCHITECTURE.md).
set -u
floor() {
    case "$1" in
    base) echo 0 ;; text | url) echo 1 ;; doc) echo 2 ;; extract | rules) echo 3 ;; fetch | worker) echo 4 ;;
    crawl | assess | render | itas) echo 5 ;; store | report | notify) echo 6 ;; run) echo 7 ;; office) echo 8 ;; cli) echo 9 ;; *) echo "?" ;;
    esac
}
door() { # third-party header -> rooms that may include it
    case "$1" in
    curl/*) echo "fetch notify" ;; libxml/*) echo "extract" ;; pcre2.h) echo "rules" ;; sqlite3.h) echo "store" ;;
    yaml.h) echo "rules" ;; freexl.h) echo "extract" ;; libpsl.h) echo "url" ;; seccomp.h) echo "worker" ;; jansson.h) echo "report itas" ;;
    xlsxwriter.h) echo "report" ;; openssl/*) echo "base fetch render" ;; libdeflate.h | brotli/* | allheaders.h) echo "extract" ;;
    zlib.h) echo "extract report" ;;
    zstd.h) echo "extract store" ;; *) echo "*" ;;
    esac
}
status=0
for file in $(find src -name '*.[ch]' | sort); do
    room=$(echo "$file" | cut -d/ -f2)
    mine=$(floor "$room")
    for header in $(sed -n 's/^#include "\([^"]*\)".*/\1/p' "$file"); do
        case "$header" in oitcheck/*) continue ;; */*) other=${header%%/*} ;; *) continue ;; esac
        theirs=$(floor "$other")
        if [ "$theirs" = "?" ] || [ "$other" != "$room" ] && [ "$theirs" -ge "$mine" ]; then
            echo "$file: room '$room' (floor $mine) must not include $header (floor $theirs)"
            status=1
        fi
        if [ "$room" = cli ] && [ "$other" != base ] && [ "$other" != cli ]; then
            echo "$file: cli sees include/oitcheck and base only, not $header"
            status=1
        fi
    done
    [ "$file" = src/run/libraries.c ] && continue # asks every library its version, and nothing else
    for header in $(sed -n 's/^#include <\([^>]*\)>.*/\1/p' "$file"); do
        rooms=$(door "$header")
        case " $rooms " in " * " | *" $room "*) ;; *)
            echo "$file: <$header> belongs behind the door of: $rooms"
            status=1
            ;;
        esac
    done
done
exit $status
