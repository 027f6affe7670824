# bash completion for etape(1): commands, options, kinds, and the codes and
# slugs that are in the database.

_etape_words() {
	# Quietly: without a database there is just nothing to propose.
	"${COMP_WORDS[0]}" "${_etape_db[@]}" "$@" 2>/dev/null
}

_etape_first_column() {
	# The first cell of each row; what is proposed never holds a comma or a quote.
	sed -e 1d -e 's/,.*//' -e '/"/d'
}

_etape() {
	local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}
	local commands='init import export find cite person filters duplicates merge event copy repeat invitees invite register unregister
		promote checkin walkin refusals sheet minutes documents fee tariff budget pay till invoice invoices credit claim reminders erase retention turnover confirm log undo backup check'
	local global='--db --config --lang --as --role --desk --format --screen --plain --keys --help --version'
	local posts='cpo copilote_collectivite copilote_prefecture copilote_academie copilote_autre
		referent principal elu autre'
	local command='' position=0 i word
	local _etape_db=()

	for ((i = 1; i < COMP_CWORD; i++)); do
		word=${COMP_WORDS[i]}
		case $word in
		--db) _etape_db=(--db "${COMP_WORDS[++i]}") ;;
		--config | --lang | --as | --role | --desk | --format | --screen | --event | --output | --limit | \
			--kind | --map | --session | --at | --reason | --region | --departement | \
			--post | --cite | --status | --message | --preview | --to | --write | --confirm | --by | --in-place-of | --capacity | --cite-capacity | \
			--session-capacity | --blank | --means | --reference | --day | --family-name | \
			--where | --filter | --save | --delete | --succeed | --from | --import | --not-done | --on | --period | --payer | --engagement | --address | \
			--postcode | --town | --year | --state | --line | --of | --title | --paid | --done | --credit | \
			--given-name | --function | --structure | --email | --phone | --mobile | --note) ((i++)) ;;
		-*) ;;
		*)
			if [[ -z $command ]]; then command=$word; else ((position++)); fi
			;;
		esac
	done

	case $prev in
	--message) COMPREPLY=($(compgen -W 'invitation reminder postponed cancelled' -- "$cur")); return ;;
	--write) COMPREPLY=($(compgen -d -- "$cur")); return ;;
	--preview | --to | --confirm) return ;;
	--db | --config | --output | --import) COMPREPLY=($(compgen -f -- "$cur")); return ;;
	--lang) COMPREPLY=($(compgen -W 'fr en' -- "$cur")); return ;;
	--role) COMPREPLY=($(compgen -W 'lecture accueil coordination admin' -- "$cur")); return ;;
	--format) COMPREPLY=($(compgen -W 'table csv json ics vcard mutt text cii' -- "$cur")); return ;;
	--screen) COMPREPLY=($(compgen -W 'cites agenda desk fees contacts' -- "$cur")); return ;;
	--kind)
		word='person cite structure event document'
		[[ $command == turnover ]] && word='vacant ended unconfirmed due'
		COMPREPLY=($(compgen -W "$word" -- "$cur")); return ;;
	--event) COMPREPLY=($(compgen -W "$(_etape_words event --format csv | _etape_first_column)" -- "$cur")); return ;;
	--post) COMPREPLY=($(compgen -W "$posts" -- "$cur")); return ;;
	--cite) COMPREPLY=($(compgen -W "$(_etape_words cite --format csv | _etape_first_column)" -- "$cur")); return ;;
	--status)
		word='registered waiting invited declined'
		[[ $command == invitees ]] && word='to_invite invited silent registered waiting declined cancelled'
		COMPREPLY=($(compgen -W "$word" -- "$cur")); return ;;
	--means) COMPREPLY=($(compgen -W 'especes cheque carte virement mandat' -- "$cur")); return ;;
	--filter | --delete)
		local IFS=$'\n'
		COMPREPLY=($(compgen -W "$(_etape_words filters --format csv | _etape_first_column)" -- "$cur"))
		COMPREPLY=("${COMPREPLY[@]// /\\ }"); return ;;
	--where)
		COMPREPLY=($(compgen -S : -W 'role cite departement academie structure kind member present registered
			absent not changed on order' -- "$cur") $(compgen -W '-came -email -phone -confirmed -member' -- "$cur"))
		return ;;
	--save) return ;;
	--family-name | --given-name | --function | --structure | --email | --phone | --mobile | --note)
		COMPREPLY=($(compgen -W 'mine theirs' -- "$cur")); return ;;
	--by | --in-place-of | --capacity | --cite-capacity | --session-capacity) return ;;
	--as | --desk | --blank | --reference | --day | --without | --region | --departement | --limit | --session | --reason | --map | --cycle) return ;;
	esac

	if [[ -z $command ]]; then
		COMPREPLY=($(compgen -W "$commands $global" -- "$cur"))
		return
	fi
	if [[ $cur == -* ]]; then
		case $command in
		init) word='--demo' ;;
		import) word='--dry-run --map --event --skip-errors' ;;
		export) word='--event --cycle --no-drafts --output --where --filter' ;;
		find) word='--kind --limit' ;;
		cite) word='--region --departement' ;;
		person) word='--where --filter --emails --post --cite --departement --everything --output' ;;
		filters) word='--save --delete --where --filter' ;;
		duplicates) word='--limit' ;;
		merge) word='--family-name --given-name --function --structure --cite --email --phone --mobile --note
			--dry-run --distinct' ;;
		repeat) word='--dry-run --without' ;;
		event) word='--capacity --cite-capacity --session-capacity' ;;
		invitees) word='--status --cite --post --no-email --counts --addresses' ;;
		invite) word='--dry-run --post --cite --departement --region --message --preview --to --again --write
			--send --confirm' ;;
		register) word='--session --status --by --in-place-of --force' ;;
		unregister) word='--reason' ;;
		promote) word='--force' ;;
		checkin) word='--session --at --out --delegation --undo --reason' ;;
		sheet) word='--session --blank --output' ;;
		minutes) word='--names --output' ;;
		documents) word='--add --address --kind --day --delete' ;;
		walkin) word='--structure --email --session --pay --means --reference --in-place-of' ;;
		fee) word='--explain --if-member --from --to --set --reason --unset --as-structure --as-cite --no-hat' ;;
		budget) word='--import --dry-run --output --done --not-done --on' ;;
		tariff) word='--output --dry-run --succeed --from --yes' ;;
		erase) word='--yes' ;;
		retention) word='--years' ;;
		pay) word='--means --reference --refund --day --credit' ;;
		till) word='--day --list' ;;
		invoice) word='--period --payer --preview --issue --ready --early --engagement --address --postcode --town' ;;
		invoices) word='--event --payer --year --state --kind --by --payments --proposals --output' ;;
		credit) word='--line --reason --preview' ;;
		claim) word='--period --payer --issue --early --list --open --of --title --day --paid --withdraw' ;;
		reminders) word='--done --note' ;;
		turnover) word='--kind --region --departement --all' ;;
		log) word='--limit' ;;
		undo) word='--reason' ;;
		*) word='' ;;
		esac
		COMPREPLY=($(compgen -W "$word $global" -- "$cur"))
		return
	fi
	case $command:$position in
	import:0) word='cites structures people mandates memberships labels events registrations' ;;
	export:0) word='cites structures people mandates memberships labels events registrations checkins presence fees payments invoices invoice-payments' ;;
	tariff:0) word='list show import export succeed delete use' ;;
	tariff:1) word=$(_etape_words tariff --format csv | _etape_first_column) ;;
	import:1 | backup:0) COMPREPLY=($(compgen -f -- "$cur")); return ;;
	cite:0) word=$(_etape_words cite --format csv | _etape_first_column) ;;
	event:0 | copy:0 | repeat:0 | invitees:0 | invite:0 | register:0 | unregister:0 | promote:0 | checkin:0 | walkin:0 | refusals:0 | sheet:0 | minutes:0 | documents:0 | fee:0 | pay:0 | till:0 | invoice:0 | claim:0)
		word=$(_etape_words event --format csv | _etape_first_column) ;;
	invoices:0 | credit:0) word=$(_etape_words invoices --format csv | _etape_first_column) ;;
	*) return ;;
	esac
	COMPREPLY=($(compgen -W "$word" -- "$cur"))
}
complete -F _etape etape
