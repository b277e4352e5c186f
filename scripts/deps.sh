#!/bin/sh
# Installs the Debian 12 packages that build, tests and the program need. Instant when all are there.
set -eu
packages="build-essential pkg-config libcurl4-openssl-dev libssl-dev libxml2-dev libpcre2-dev libcmocka-dev libsqlite3-dev
libyaml-dev libjansson-dev libpsl-dev publicsuffix libxlsxwriter-dev libseccomp-dev zlib1g-dev libbrotli-dev
libzstd-dev libleptonica-dev libfreexl-dev poppler-utils antiword tesseract-ocr tesseract-ocr-tha ca-certificates"
missing=""
for package in $packages; do
    case "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)" in
    installed) ;;
    *) missing="$missing $package" ;;
    esac
done
# libdeflate-dev halves the cost of inflating pages. All works without it: tried once, and no error when it cannot be had.
tried=build/.optional-tried
if [ "$(id -u)" -eq 0 ] && [ ! -e "$tried" ] && [ "$(dpkg-query -W -f '${db:Status-Status}' libdeflate-dev 2>/dev/null || true)" != installed ]; then
    mkdir -p build && : > "$tried"
    timeout 60 env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends libdeflate-dev >/dev/null 2>&1 || true
fi
[ -n "$missing" ] || exit 0
as_root=""
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null 2>&1; then
        echo "ต้องติดตั้งแพ็กเกจเหล่านี้ก่อน โดยใช้สิทธิ์ root / install these first, as root: apt-get install$missing" >&2
        exit 2
    fi
    as_root="sudo"
fi
echo "ติดตั้งแพ็กเกจ / installing:$missing" >&2
$as_root apt-get update -qq
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
