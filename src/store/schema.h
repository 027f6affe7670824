/* The migrations of share/schema, embedded at build by tools/embed_schema.sh. */
#ifndef STORE_SCHEMA_H
#define STORE_SCHEMA_H

/* SQL of migration i + 1; a database of version v has had the first v. */
extern const char *const schema_migrations[];
extern const int schema_version;

#endif
