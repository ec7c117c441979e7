/* source.h — the files that call sites name, read once, and the LESSON: notes in them. */
#ifndef TUI_SOURCE_H
#define TUI_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

typedef struct source_file {
    char *name, *path, *bytes; /* path NULL: not found */
    char **line;               /* line[0] is line 1, without its end */
    int lines;
    bool changed;              /* it is not the text that the recording was made of */
    const char *was;           /* not found: where it was, by the recording, and is no longer; NULL: that is not known. Borrowed */
} source_file_t;

typedef struct source {
    const char *const *dirs; /* borrowed */
    const struct trace *trace; /* borrowed; NULL: nothing is known of when the files were read */
    source_file_t *file;
    size_t files;
} source_t;

/* The compiler's first complaint about a file. */
typedef struct source_fault {
    char file[200], text[500];
    int line;     /* 0: there is none */
    bool refused; /* by the gate, not by the compiler */
} source_fault_t;

bool source_fault_refused(source_fault_t *f, const char *why); /* "ID.c:7: …", "ID.c: … 'exit' …": line 0 where it says none */
int source_word_line(const source_file_t *f, const char *word); /* the first line with that identifier; 0 none */
bool source_fault_read(source_fault_t *f, const char *compiler); /* false: it names no line */
source_file_t *source_open(source_t *s, const char *name); /* never NULL; borrowed until source_free */
void source_free(source_t *s);
/* The LESSON: note nearest above line (from 1), within `reach` lines; NULL when there is none. */
const char *source_lesson(const source_file_t *f, int line, int reach);
extern const char source_changed_says[];
const char *source_base(const char *name); /* the last part of a path */
/* The same in at most so many columns: of what is longer, its end. */
const char *source_short(const char *name, int columns, char *buf, size_t size);

#endif
