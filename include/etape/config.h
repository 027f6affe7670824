/* etape.ini, read by iniparser and checked key by key. */
#ifndef ETAPE_CONFIG_H
#define ETAPE_CONFIG_H

#include <stdbool.h>
#include <stddef.h>

#include "etape/err.h"
#include "etape/invoice_settings.h"
#include "etape/vocabulary.h"

/* Where copies go. */
enum clipboard {
	CLIPBOARD_AUTO,	    /* to a file on terminals known to take none */
	CLIPBOARD_TERMINAL, /* OSC 52 */
	CLIPBOARD_FILE,	    /* in the export folder */
};

struct config_key {
	char *name;	/* a key of [keys]: the action's name, such as "event.new" */
	char *value;	/* the keys bound to it */
};

struct config {
	char *lang;		/* "fr", "en" or NULL */
	char *zone;		/* IANA zone, "Europe/Paris" by default */
	char *region;		/* INSEE code of the centre's region, "32" by default */
	char *desk;		/* name of this desk, NULL: host name's place is taken by "accueil 1" */
	char *theme;		/* auto, dark, light, mono */
	char *tour_cycle;	/* name or code of the Tour's running cycle, NULL */
	char *currency;		/* "EUR", the only one so far */
	char *mail_from;	/* address that messages come from; NULL: none is sent */
	char *mail_name;	/* its name, NULL */
	char *mail_reply;	/* where answers go, NULL: to mail_from */
	char *mail_signature;	/* lines, NULL */
	char *sendmail;		/* program that takes mails, whole path; NULL: none is sent */
	char *message_folder;	/* of the user's templates, NULL: those installed */
	char *export_dir;	/* where x and p write; NULL: the current folder */
	int busy_timeout_ms;	/* 5000 */
	int retention_years;	/* 0: no rule; else, silent for longer, somebody is due to be erased */
	int unicode;		/* -1 auto, 0 no, 1 yes */
	bool bell;		/* true; false silences whatever .rings says */
	int rings[OUTCOME_COUNT]; /* of the bell, 0 to 3, for each answer of the desk */
	bool mouse;		/* true */
	enum clipboard clipboard; /* AUTO */
	bool wide_ambiguous;	/* the terminal draws ambiguous characters in two columns */
	struct invoice_settings invoice;
	struct config_key *keys; /* user's key bindings, owned */
	size_t key_count;
};

/* Reads `path` (NULL: $ETAPE_CONFIG, else $XDG_CONFIG_HOME/etape/etape.ini, else
 * ~/.config/etape/etape.ini; a missing default file is no error, a missing named
 * one is). Unknown sections, keys and wrong values are refused with file, line and key.
 * `c` is overwritten and wants config_release() in any case. Sections and keys: [general] lang zone
 * region desk bell; [bell] each of desk_outcomes; [tour] cycle; [fees] currency; [screen] theme mouse clipboard unicode ambiguous;
 * [invoice] those of struct invoice_settings (mode, vat, reminders…);
 * [database] busy_timeout_ms; [messages] from reply_to signature sendmail folder; [export] folder; [privacy] retention_years; [keys] any. */
bool config_load(struct config *c, const char *path, struct err *err);
void config_release(struct config *c);

#endif
