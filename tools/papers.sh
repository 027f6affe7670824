#!/bin/sh
# Writes the tables of keys of README.md and share/man/etape.1 from the program's
# own table of actions, between their marks. With --check it changes nothing and
# fails when they are out of date.
#
#   tools/papers.sh [--check] [ETAPE]      ETAPE: the program, build/etape
set -eu
cd "$(dirname "$0")/.."
check=
[ "${1:-}" != --check ] || { check=1; shift; }
etape=${1:-build/etape}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Places in the order in which they first come, each one's actions together.
"$etape" --keys --lang en | awk -F '\t' '
	!($1 in rank) { rank[$1] = ++n }
	{ printf "%03d\t%s\n", rank[$1], $0 }' | sort -s -k 1,1 | cut -f 2- >"$work/actions"
[ -s "$work/actions" ]

# Markdown: a table, folded away.
awk -F '\t' '
	BEGIN {
		print "<details>"
		print "<summary>Every key</summary>\n"
		print "| where | keys | what | name for `[keys]` |"
		print "| --- | --- | --- | --- |"
	}
	{
		n = split($3, key, " "); keys = ""
		for (i = 1; i <= n; i++)
			keys = keys (i > 1 ? " " : "") "`" (key[i] == "|" ? "\\|" : key[i]) "`"
		print "| " ($1 == before ? "" : $1) " | " keys " | " $5 " | " $2 " |"
		before = $1
	}
	END { print "\n</details>" }' "$work/actions" >"$work/README.md"

# troff: a part for each place, keys in bold. A leading dot or quote is data.
awk -F '\t' '
	function roff(s) {
		gsub(/\\/, "\\e", s); gsub(/-/, "\\-", s); gsub(/\^/, "\\(ha", s)
		gsub(/~/, "\\(ti", s); gsub(/`/, "\\(ga", s); gsub(/\047/, "\\(aq", s)
		return s ~ /^[.\047]/ ? "\\&" s : s
	}
	$1 != before { print ".SS " roff($1) }
	{
		print ".TP"
		print ".B \"" roff($3) "\""
		print roff($5) "."
		print ".RI ( " roff($2) " )"
		before = $1
	}' "$work/actions" >"$work/etape.1"

# Puts the text of $2 between the lines of $1 that hold "keys: begin" and "keys: end".
put() {
	awk -v table="$2" '
		/keys: end/ { inside = 0 }
		!inside { print }
		/keys: begin/ { inside = 1; while ((getline line < table) > 0) print line }' "$1" >"$2.new"
	cmp -s "$1" "$2.new" && return
	if [ "$check" ]; then
		echo "$1 is out of date: run tools/papers.sh"
		diff "$1" "$2.new" || :
		return 1
	fi
	cat "$2.new" >"$1"
}

status=0
put README.md "$work/README.md" || status=1
put share/man/etape.1 "$work/etape.1" || status=1
exit $status
