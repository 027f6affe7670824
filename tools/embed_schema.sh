#!/bin/sh
# Write the numbered migrations as C byte arrays, in the order given: string
# literals of this length are beyond what the standard promises.
set -eu
printf '#include <stddef.h>\n\n#include "store/schema.h"\n\n'
n=0
for f in "$@"; do
	n=$((n + 1))
	printf 'static const char migration_%d[] = {\n' "$n"
	od -An -v -tu1 "$f" | awk '
		{ line = ""; for (i = 1; i <= NF; i++) line = line ($i > 127 ? $i - 256 : $i) ","; print "\t" line }
	'
	printf '\t0\n};\n\n'
done
printf 'const char *const schema_migrations[] = {\n'
i=0
while [ "$i" -lt "$n" ]; do
	i=$((i + 1))
	printf '\tmigration_%d,\n' "$i"
done
printf '};\n\nconst int schema_version = %d;\n' "$n"
