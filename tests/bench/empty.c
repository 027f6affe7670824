/*
 * The least that a program on ncurses and SQLite can do: open a database, read
 * one number from it, draw one frame, wait for a key. What etape's start is
 * measured beside. (The rules on who may include what are for src.)
 */
#include <curses.h>
#include <locale.h>
#include <sqlite3.h>
#include <stdio.h>

int main(int argc, char **argv)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *st = NULL;
	int n = 0;

	setlocale(LC_ALL, "");
	if (argc != 2 ||
		sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK) {
		fprintf(stderr, "usage: empty DATABASE\n");
		return 2;
	}
	if (sqlite3_prepare_v2(db, "SELECT count(*) FROM sqlite_schema", -1, &st, NULL) ==
			SQLITE_OK &&
		sqlite3_step(st) == SQLITE_ROW)
		n = sqlite3_column_int(st, 0);
	sqlite3_finalize(st);

	initscr();
	raw();
	noecho();
	keypad(stdscr, TRUE);
	start_color();
	use_default_colors();
	/* As many cells as a real frame fills. */
	for (int row = 0; row < LINES - 1; row++)
		for (int col = 0; col < COLS; col++)
			mvaddch(row, col, (chtype)('a' + (row + col) % 26));
	mvprintw(LINES - 1, 0, "%d tables", n);
	refresh();
	getch();
	endwin();
	sqlite3_close(db);
	return 0;
}
