/* Where things are: the shared files, the user's database. */
#ifndef ETAPE_PATHS_H
#define ETAPE_PATHS_H

#include <stdbool.h>

#include "etape/err.h"

/* The folder of shared files: $ETAPE_SHARE, else beside the program (build/share/etape),
 * else PREFIX's as the program finds itself installed (../share/etape). Owned. NULL when none exists. */
char *paths_share(void);
/* A file below the share folder, owned; NULL when it does not exist. */
char *paths_share_file(const char *relative);
/* The folder of translations, owned; NULL when there is none. */
char *paths_locale(void);
/* The program `name` beside this one (etape-doc), owned; NULL when it is not there. */
char *paths_sibling(const char *name);
/* The default database: $XDG_DATA_HOME/etape/etape.db, else ~/.local/share/… Owned. */
char *paths_database(void);
/* The default settings: $XDG_CONFIG_HOME/etape/etape.ini, else ~/.config/… Owned. */
char *paths_config(void);
/* Makes the folders above `path`, mode 0700 for those it makes. */
bool paths_make_parents(const char *path, struct err *err);

#endif
