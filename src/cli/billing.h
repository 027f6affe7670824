/* What the commands about invoices share: for what, for whom, and drafts as rows. */
#ifndef ETAPE_CLI_BILLING_H
#define ETAPE_CLI_BILLING_H

#include "cli/cli.h"
#include "etape/invoice.h"

/* The scope of EVENT or --period FROM..TO, --payer and --early; ERR_USAGE for both or neither. */
bool billing_scope(const struct cli *cli, struct invoice_scope *scope, struct err *err);
/* The payer that --payer names: a structure, else a person; 0 and 0 without the option. */
bool billing_payer(const struct cli *cli, int64_t *structure, int64_t *person, struct err *err);
/* "FROM..TO", as people write dates. */
bool billing_period(const struct cli *cli, const char *text, day_t *from, day_t *to, struct err *err);

/* Rows: struct invoice, a draft or not; keys number,payer,siret,service_code,engagement,event,lines,
 * net_cents,vat_cents,total_cents,paid_at_desk_cents,balance_cents,state,missing. */
extern const struct record_type billing_type;

/* What a draft or an invoice says, for people. */
void billing_show(const struct cli *cli, const struct invoice *invoice);
/* In a table: who is not billed and might have to be. */
void billing_show_apart(const struct cli *cli, const struct invoice_drafts *drafts);
/* The same, and what is missing. */
void billing_show_rest(const struct cli *cli, const struct invoice_drafts *drafts);

#endif
