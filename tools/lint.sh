#!/bin/sh
# Checks what a compiler doesn't: layers, forbidden calls, sizes, French. Each
# rule is a test in cmocka's way of counting; what breaks it is printed.
set -u
cd "${LINT_ROOT:-$(dirname "$0")/..}" || exit 2
BUILD=${BUILD:-build}
FILE_LINES=600
FUNCTION_LINES=80
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
: >"$work/results"

# The rule holds when nothing stands on standard input. (In a pipeline this is
# another process, so the count is kept in a file.)
rule() {
	cat >"$work/found"
	if [ -s "$work/found" ]; then
		cat "$work/found"
		echo "[  FAILED  ] $1"
	else
		echo "[       OK ] $1"
	fi | tee -a "$work/results"
}

# Sources without comments and string literals, one "file:line:code" a line.
# Includes keep theirs.
strip() {
	[ $# -gt 0 ] || return 0
	awk '
		FNR == 1 { comment = 0 }
		{
			line = $0; code = ""
			if (line ~ /^[ \t]*#[ \t]*include/) { print FILENAME ":" FNR ":" line; next }
			while (line != "") {
				if (comment) {
					end = index(line, "*/")
					if (!end) { line = ""; break }
					line = substr(line, end + 2); comment = 0
				} else if (match(line, /\/\*|\/\/|"([^"\\]|\\.)*"|\047([^\047\\]|\\.)*\047/)) {
					what = substr(line, RSTART, RLENGTH)
					code = code substr(line, 1, RSTART - 1)
					line = substr(line, RSTART + RLENGTH)
					if (what == "//") line = ""
					else if (what == "/*") comment = 1
					else code = code "\"\""
				} else { code = code line; line = "" }
			}
			if (code ~ /[^ \t]/) print FILENAME ":" FNR ":" code
		}' "$@"
}

files() { find "$@" -name '*.[ch]' -o -name '*.def' 2>/dev/null | sort; }

# shellcheck disable=SC2046 # our file names have no blanks
strip $(files src include) >"$work/code"
in_layer() { grep -E "^($1)/" "$work/code"; }
includes() { grep -E ':[ 	]*#[ 	]*include[ 	]*[<"]('"$1"')[>"]'; }
calls() { grep -E "(^|[^A-Za-z0-9_>.])($1)[ 	]*\("; }

echo '[==========] Running the rules of the house.'

# --- layers: an arrow runs downwards only ---------------------------------------

includes '(ncursesw?/)?(n?curses|term|panel|form|menu)\.h' <"$work/code" | grep -v '^src/tui/term/' |
	rule 'curses only in src/tui/term'
includes 'sqlite3\.h' <"$work/code" | grep -v '^src/store/' |
	rule 'SQLite only in src/store'
# Who may include what: a layer's own headers, and those of the ones below it.
in_layer src/core | includes '(\.\./)*(store|exchange|cli|tui|doc)/.*' | rule 'core includes nothing above it'
in_layer src/store | includes '(\.\./)*(exchange|cli|tui|doc)/.*' | rule 'store includes nothing above it'
in_layer src/exchange | includes '(\.\./)*(cli|tui)/.*' | rule 'exchange includes nothing above it'
in_layer src/tui | includes '(\.\./)*cli/.*' | rule 'screens do not include commands'
in_layer src/cli | includes '(\.\./)*tui/.*' | grep -v 'tui/tui\.h' |
	rule 'commands do not include screens, but for the door (tui/tui.h)'
in_layer src/tui/term | includes '(\.\./)*(tui/)?(widgets|screens)/.*' | rule 'term includes no widget and no screen'
in_layer src/tui/widgets | includes '(\.\./)*(tui/)?screens/.*|(\.\./)*store/.*' |
	rule 'widgets include no screen and no store'
in_layer include/etape | includes '(\.\./)*(src|core|store|exchange|cli|tui|doc)/.*' |
	rule 'public headers include public headers only'

# A public header belongs to the store when src/store has the file of that noun.
for source in src/store/*.c; do
	[ -e "$source" ] || continue
	noun=$(basename "$source" .c)
	in_layer 'src/core|src/tui/widgets|src/tui/term' | includes "etape/$noun\\.h"
done | rule 'core, term and widgets know nothing of the store'

# --- calls that must not be made -------------------------------------------------

calls 'strcpy|strcat|sprintf|vsprintf|gets|system|popen|atoi|atol|atoll|atof|strtok|scanf|alloca|tmpnam|mktemp|rand|srand' \
	<"$work/code" | rule 'no unsafe call'
in_layer 'src/core|src/store|src/exchange' | calls 'printf|vprintf|puts|putchar|perror|exit|_exit|quick_exit' |
	rule 'the library neither prints nor exits'
# bug() and a failed allocation, in err.c, are the exception.
in_layer 'src/core|src/store|src/exchange' | calls 'abort|fputs|fprintf' | grep -E 'abort|stderr|stdout' |
	grep -v '^src/core/err\.c:' | rule 'the library ends the program in err.c only'
in_layer src/tui | calls 'printf|vprintf|puts|putchar|fprintf|fputs' | grep -v '^src/tui/term/' |
	grep -E 'stdout|printf|puts|putchar' | grep -vE '(fprintf|fputs).*[^a-z](f|file|out)[,)]' |
	rule 'screens write through term only'
in_layer src | calls 'fork|vfork|execl|execlp|execle|execv|execvp|execve|posix_spawn|posix_spawnp' |
	grep -v '^src/[a-z/]*spawn[a-z_]*\.c:' | rule 'programs are started in one place (spawn*.c)'
in_layer src | grep -E '(^|[^A-Za-z0-9_])(float|double)([^A-Za-z0-9_]|$)' |
	grep -E '/(money|fee|invoice|payment|tariff)[a-z_]*\.[ch]:' | rule 'no floating point near money'

# --- sizes ---------------------------------------------------------------------------

# shellcheck disable=SC2046
wc -l $(files src include tests tools) $(find tools tests contrib -name '*.sh') /dev/null |
	awk -v max="$FILE_LINES" '$2 != "total" && $1 > max { print $2 ": " $1 " lines, " max " at most" }' |
	rule "files under $FILE_LINES lines"
# shellcheck disable=SC2046
awk -v max="$FUNCTION_LINES" '
	/^\{/ { began = FNR }
	/^\}/ && began {
		if (FNR - began - 1 > max)
			print FILENAME ":" began ": a function of " FNR - began - 1 " lines, " max " at most"
		began = 0
	}' $(files src tests) /dev/null | rule "functions under $FUNCTION_LINES lines"

# --- French ------------------------------------------------------------------------------

po() {
	[ -e share/po/fr.po ] || { echo 'share/po/fr.po is missing'; return; }
	command -v msgcmp >/dev/null || { echo 'gettext is not installed'; return; }
	MAKEFLAGS='' make --no-print-directory -s BUILD="$BUILD" "$BUILD/etape.pot" 2>&1 |
		grep -v -i -e warning -e '^  '
	# Fuzzy or untranslated messages are errors to msgcmp; unused ones are no harm.
	msgcmp share/po/fr.po "$BUILD/etape.pot" 2>&1 | grep -v 'warning: this message is not used'
	msgfmt --check -o /dev/null share/po/fr.po 2>&1
}
po | rule 'French is complete'

# --- the tree ---------------------------------------------------------------------------------

if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
	# Nothing points out of the project, nor to the machine it was written on.
	git grep -nIE '(^|[^A-Za-z0-9_.])/(work|root)/' -- . ':!share/data' ':!tools/lint.sh' |
		rule 'no path of a machine'
	git ls-files -s | awk '$1 == "120000" { print $4 ": a symbolic link" }' | rule 'no symbolic link'
	git grep -nI '[ 	]$' -- '*.[ch]' '*.def' '*.sh' '*.mk' Makefile | rule 'no blank at the end of a line'
fi

ran=$(grep -c '^\[' "$work/results")
failed=$(grep -c '^\[  FAILED' "$work/results")
echo "[==========] $ran test(s) run."
echo "[  PASSED  ] $((ran - failed)) test(s)."
[ "$failed" -eq 0 ]
