/* Every command: one file each, named after it. */
#ifndef ETAPE_CLI_COMMANDS_H
#define ETAPE_CLI_COMMANDS_H

#include "cli/cli.h"

extern const struct command init_command;
extern const struct command import_command;
extern const struct command export_command;
extern const struct command find_command;
extern const struct command cite_command;
extern const struct command person_command;
extern const struct command filters_command;
extern const struct command duplicates_command;
extern const struct command merge_command;
extern const struct command event_command;
extern const struct command copy_command;
extern const struct command repeat_command;
extern const struct command invitees_command;
extern const struct command invite_command;
extern const struct command register_command;
extern const struct command unregister_command;
extern const struct command promote_command;
extern const struct command checkin_command;
extern const struct command walkin_command;
extern const struct command refusals_command;
extern const struct command sheet_command;
extern const struct command minutes_command;
extern const struct command documents_command;
extern const struct command fee_command;
extern const struct command tariff_command;
extern const struct command budget_command;
extern const struct command pay_command;
extern const struct command till_command;
extern const struct command invoice_command;
extern const struct command invoices_command;
extern const struct command credit_command;
extern const struct command claim_command;
extern const struct command reminders_command;
extern const struct command erase_command;
extern const struct command retention_command;
extern const struct command turnover_command;
extern const struct command confirm_command;
extern const struct command log_command;
extern const struct command undo_command;
extern const struct command backup_command;
extern const struct command check_command;

#endif
