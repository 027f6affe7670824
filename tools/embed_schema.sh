#!/bin/sh
# Write the numbered migrations as one C array, in the order given.
set -eu
printf '#include "store/schema.h"\n\nconst char *const schema_migrations[] = {\n'
for f in "$@"; do
	sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/^/\t"/' -e 's/$/\\n"/' "$f"
	printf '\t,\n'
done
printf '};\n\nconst int schema_version = sizeof schema_migrations / sizeof *schema_migrations;\n'
