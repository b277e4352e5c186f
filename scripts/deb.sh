#!/bin/sh
# make deb: a Debian package of what `make install` installs, with the libraries it needs found out by dpkg-shlibdeps. The same tree and the same compiler give the same
# bytes. Built with dpkg-deb alone. MAINTAINER='Name <mail>' names who gives it out. Usage: deb.sh VERSION
set -eu
version=$1
command -v dpkg-shlibdeps >/dev/null || { echo "ต้องมี dpkg-dev / needs dpkg-dev: apt-get install dpkg-dev" >&2; exit 2; }
umask 022
maintainer=${MAINTAINER:-the oitcheck authors <oitcheck@localhost>}
arch=$(dpkg --print-architecture)
root=build/deb/root
package="build/deb/oitcheck_${version}-1_${arch}.deb"
date=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || stat -c %Y CHANGELOG.md)}
rm -rf "$root"
make --no-print-directory -s -j"$(nproc)" BUILD=build/deb/tree PREFIX=/usr DESTDIR="$PWD/$root" install
strip --strip-unneeded "$root/usr/bin/oitcheck"

doc="$root/usr/share/doc/oitcheck"
install -d "$doc/examples" "$root/usr/lib/systemd/system" "$root/etc/oitcheck" "$root/DEBIAN"
[ ! -d contrib/systemd ] || install -m 644 contrib/systemd/* "$root/usr/lib/systemd/system/"
[ ! -d contrib/cron ] || install -m 644 contrib/cron/* "$doc/examples/"
install -m 644 README.md docs/*.th.md "$doc/"
gzip -9n <CHANGELOG.md >"$doc/changelog.gz"
{
    echo "oitcheck (${version}-1) bookworm; urgency=medium"
    echo
    echo "  * See changelog.gz."
    echo
    echo " -- $maintainer  $(LC_ALL=C date -u -R -d "@$date")"
} | gzip -9n >"$doc/changelog.Debian.gz"
awk 'NR == FNR { text = text (NF ? " " $0 : " .") "\n"; next } /^@LICENSE@$/ { printf "%s", text; next } { print }' LICENSE contrib/debian/copyright >"$doc/copyright"
find "$root/usr/share/man" -type f -name '*.1' -exec gzip -9n {} +

# dpkg-shlibdeps wants to stand in a source package.
work=build/deb/shlibs
rm -rf "$work" && mkdir -p "$work/debian" && : >"$work/debian/control"
printf 'Source: oitcheck\n\nPackage: oitcheck\nArchitecture: any\n' >"$work/debian/control"
shlibs=$(cd "$work" && dpkg-shlibdeps -O -e "../root/usr/bin/oitcheck" 2>/dev/null | sed -n 's/^shlibs:Depends=//p')
[ -n "$shlibs" ] || { echo "dpkg-shlibdeps found no libraries" >&2; exit 1; }
size=$(du -k -s --apparent-size "$root" | cut -f1)
sed "s/@VERSION@/${version}-1/; s/@ARCH@/$arch/; s/@SIZE@/$size/; s/@SHLIBS@/$shlibs/; s|@MAINTAINER@|$maintainer|" contrib/debian/control.in >"$root/DEBIAN/control"
(cd "$root" && find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum) >"$root/DEBIAN/md5sums"
chmod -R u=rwX,go=rX "$root"
find "$root" -exec touch -h -d "@$date" {} +
SOURCE_DATE_EPOCH=$date dpkg-deb --root-owner-group -Zxz --build "$root" "$package" >/dev/null
# It is for no archive of Debian's: there is no bug to close, and a mail address only when who builds it gives one.
if command -v lintian >/dev/null; then
    lintian --fail-on error --suppress-tags bogus-mail-host,bogus-mail-host-in-debian-changelog,initial-upload-closes-no-bugs "$package"
fi
echo "$package"
echo "ติดตั้ง / install: apt-get install ./$package"
