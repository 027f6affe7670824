#!/bin/sh
# Runs test programs, JOBS (2) at a time, and counts: one line a suite, the
# output of those that fail, and "N passed, N failed" alone as the last line.
#
#   tests/run.sh [san:]PROGRAM... [san:]FILE.test...
#
# Each counts its tests in cmocka's way. A crash, a suite that takes more than
# SUITE_SECONDS (280), and one in which nothing ran, count as one failure.
# A .test file is run by $CLI_RUNNER. Behind san: the program under test is
# $ETAPE_SAN_BIN instead of $ETAPE_BIN.
set -u

# --- one suite (run.sh calls itself) ------------------------------------------

# Reads a suite's output, prints "passed failed". Within a group ("Running N"
# to "N test(s) run") each result is a line; after it cmocka repeats failures.
count() {
	awk -v status="$1" '
		/\[==========\] Running/ { open = 1 }
		open && /^\[       OK \]/ { passed++ }
		open && /^\[  FAILED  \]/ { failed++ }
		open && /^\[  SKIPPED \]/ { skipped++ }
		/\[==========\] [0-9]+ test\(s\) run/ { open = 0 }
		END {
			# A group cut short, or an exit status that no failure explains.
			if (open || (status != 0 && !failed) || !(passed + failed + skipped))
				failed++
			printf "%d %d\n", passed, failed
		}'
}

one() {
	dir=$1 suite=$2
	case $suite in
	san:*) suite=${suite#san:}; ETAPE_BIN=$ETAPE_SAN_BIN; label="${suite##*/} (sanitizers)" ;;
	*) label=${suite##*/} ;;
	esac
	export ETAPE_BIN
	out=$dir/$$.out
	case $suite in
	*.test) set -- "${CLI_RUNNER:?}" "$suite" ;;
	*) set -- "$suite" ;;
	esac
	began=$(date +%s)
	timeout -k 5 "${SUITE_SECONDS:-280}" "$@" >"$out" 2>&1 </dev/null
	status=$?
	took=$(($(date +%s) - began))
	# shellcheck disable=SC2046 # two words are wanted
	set -- $(count "$status" <"$out")
	echo "$1 $2" >"$dir/$$.count"
	# Suites end side by side; their reports must not mix.
	exec 9>"$dir/lock"
	flock 9
	if [ "$2" -eq 0 ]; then
		printf 'ok    %-44s %4d passed  %3ds\n' "$label" "$1" "$took"
	else
		printf 'FAIL  %-44s %4d passed, %d failed  %3ds\n' "$label" "$1" "$2" "$took"
		# What passed is no news, and what a test that failed did not free isn't either.
		awk '/^\[  FAILED  \]/ { failed = 1 }
			failed && /ERROR: LeakSanitizer/ { skip = 1 }
			!skip && !/^\[ RUN      \]/ && !/^\[       OK \]/
			/^SUMMARY:/ { skip = 0 }' "$out" | tail -n "${FAIL_LINES:-200}" |
			sed 's/^/      /'
		case $status in
		0 | 1) ;;
		124 | 137) echo "      took longer than ${SUITE_SECONDS:-280} s, or was killed" ;;
		*) echo "      exit status $status" ;;
		esac
	fi
}

if [ "${1:-}" = --one ]; then
	one "$2" "$3"
	exit 0
fi

# --- all ----------------------------------------------------------------------

ETAPE_TESTS=$(cd "$(dirname "$0")" && pwd)
export ETAPE_TESTS
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
trap 'exit 130' INT TERM
for suite in "$@"; do
	printf '%s\0' "$suite"
done >"$dir/suites"
xargs -0 -r -n 1 -P "${JOBS:-2}" sh "$0" --one "$dir" <"$dir/suites"
cat "$dir"/*.count 2>/dev/null | awk -v suites="$#" '
	{ passed += $1; failed += $2 }
	END {
		# A suite of which nothing came back, or no test at all, is not a success.
		if (NR < suites)
			failed += suites - NR
		if (!passed && !failed)
			failed = 1
		printf "%d passed, %d failed\n", passed, failed
		exit failed != 0
	}'
