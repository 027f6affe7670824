#!/bin/sh
# Installs the Debian packages that building (build), testing (check) or
# fuzzing (fuzz) needs and that are missing. With all of them there it does
# and prints nothing. On a system without apt it prints their names, status 1.
set -eu

build='gcc libc6-dev make gettext libncurses-dev libsqlite3-dev libutf8proc-dev
libiniparser-dev libcsv-dev libical-dev libxml2-dev libjansson-dev ncurses-base ncurses-bin tzdata'
check="$build libcmocka-dev libvterm-dev ncurses-term jq git libxml2-utils python3-vobject sqlite3"
fuzz="$build clang libclang-rt-dev"

case ${1:-build} in
build) wanted=$build ;;
check) wanted=$check ;;
fuzz) wanted=$fuzz ;;
*)
	echo "usage: $0 [build|check|fuzz]" >&2
	exit 2
	;;
esac

# The user's language, as the program finds it.
say() {
	case ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} in
	fr*) printf '%s\n' "$2" >&2 ;;
	*) printf '%s\n' "$1" >&2 ;;
	esac
}

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
	names=$(printf '%s' "$wanted" | tr '\n' ' ')
	say "etape: this is not Debian; install what it calls: $names" \
		"etape : ce système n'est pas Debian ; installez ce qui s'y appelle : $names"
	exit 1
fi

missing=
for package in $wanted; do
	case " $(dpkg-query -W -f='${db:Status-Status} ' "$package" 2>/dev/null || :)" in
	*' installed '*) ;;
	*) missing="$missing $package" ;;
	esac
done
[ -n "$missing" ] || exit 0

sudo=
if [ "$(id -u)" -ne 0 ]; then
	if ! command -v sudo >/dev/null; then
		say "etape: as root, run: apt-get install$missing" \
			"etape : en tant que root, lancez : apt-get install$missing"
		exit 1
	fi
	sudo=sudo
fi
say "etape: installing$missing" "etape : installation de$missing"

apt() {
	# Through env: sudo drops variables.
	$sudo env DEBIAN_FRONTEND=noninteractive DEBCONF_NOWARNINGS=yes apt-get -qq -o Dpkg::Use-Pty=0 \
		-o APT::Get::Assume-Yes=true "$@" </dev/null
}

# Package lists are fetched only when those at hand don't know, or no longer
# have, what is wanted.
# shellcheck disable=SC2086 # a list
apt install --no-install-recommends $missing >/dev/null 2>&1 || {
	apt update
	apt install --no-install-recommends $missing >/dev/null
}
