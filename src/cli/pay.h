/* What a payment at the desk and the payment of an invoice share on the command line. */
#ifndef ETAPE_CLI_PAY_H
#define ETAPE_CLI_PAY_H

#include "cli/cli.h"
#include "etape/money.h"

/* Reads an amount above zero, negative with --refund. */
bool pay_amount(const struct cli *cli, const char *amount, cents_t *cents, struct err *err);
/* --means, *chosen as it is without it. */
bool pay_means(const struct cli *cli, int *chosen, struct err *err);

/* Whether the first word is the number of an invoice. */
bool pay_is_invoice(const struct cli *cli);
bool pay_invoice(struct cli *cli, struct err *err);

#endif
