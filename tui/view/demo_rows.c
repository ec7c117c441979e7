/* demo_rows.c — which rows of the tree a room sees where they do not all fit. A room does not scroll: so at each stop those stay that are
 * spoken of, where a cascade began, and who is not like the many; then what has changed since the stop before; then what is near these.
 * They keep their order, and what is left out between them is said to be. It is a matter of the position alone: whoever comes back to a
 * stop sees what was there before.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "demo.h"

enum { NAMED = 24, WALKED = 20000 /* more rows are not gone through for one picture */, MEASURED = 1000 /* nor so many for each stop at once */ };
typedef enum rank { REST, ABOVE, CHANGED, MANY_CHANGED, BROKE_OUT, BEGAN, SPOKEN_OF, RANKS } rank_t;

/* row.type 0: so many that nobody has counted. */
typedef struct item { row_t row; uint8_t rank; bool shown; uint16_t far; } item_t;

typedef struct look {
    view_t *v;
    size_t n, from, to;                 /* what is new is news since `from`, up to `to`: the stop that is on the way */
    row_t spoken[NAMED], began[NAMED], apart[NAMED]; /* apart: must be seen, and may stand further down than is gone through */
    int spokens, begans, aparts;
    row_t many; const index_crowd_t *crowd; /* of the row asked about last */
    item_t *item; size_t items;
} look_t;

/* ---- who matters ----------------------------------------------------------------------------------------- */

static bool one_of(const row_t *rows, int count, row_t row)
{
    for (int i = 0; i < count; i++)
        if (row_same(rows[i], row))
            return true;
    return false;
}

static void add_to(row_t *rows, int *count, row_t row)
{
    if (row.type && *count < NAMED && !one_of(rows, *count, row))
        rows[(*count)++] = row;
}

int demo_named(const char *text, char letter, uint32_t *id, int most)
{
    int count = 0;

    for (const char *at = text; (at = strchr(at, letter)) != NULL; at++) {
        char *end;
        bool begins = at == text || !(isalnum((unsigned char)at[-1]) || at[-1] == '_');
        if (!begins || !isdigit((unsigned char)at[1]))
            continue;
        unsigned long number = strtoul(at + 1, &end, 10);
        if (!isalnum((unsigned char)*end) && *end != '_' && number && number < UINT32_MAX && count < most)
            id[count++] = (uint32_t)number;
    }
    return count;
}

static void look_begin(look_t *l, view_t *v, size_t n, size_t to)
{
    char text[DEMO_TEXT] = "";
    uint32_t node[NAMED];

    *l = (look_t){.v = v, .n = n, .from = demo_stop(v, to, false), .to = to};
    rows_look(&v->rows, n, v->filter);
    demo_says(v, to, text, sizeof text);
    int count = demo_named(text, 'c', node, NAMED);
    for (int i = 0; i < count; i++)
        add_to(l->spoken, &l->spokens, rows_of(&v->rows, node[i]));
    if (v->pane == PANE_NODE && n == v->n)
        add_to(l->spoken, &l->spokens, v->cursor);
    for (uint32_t id = index_cascade_at(&v->index, l->from); id < v->index.cascades && v->index.cascade[id].first <= to && l->begans < NAMED; id++)
        if (!v->index.cascade[id].quiet)
            add_to(l->began, &l->begans, rows_of(&v->rows, v->index.cascade[id].node));
    memcpy(l->apart, l->spoken, sizeof l->apart);
    l->aparts = l->spokens;
}

/* What the row of many knows; NULL: it stands for one. */
static const index_crowd_t *crowd_of(look_t *l, row_t row)
{
    if (row.type != ROW_GROUP && row.type != ROW_CHAIN)
        return NULL;
    if (!row_same(l->many, row)) {
        l->many = row;
        l->crowd = rows_many(&l->v->rows, row).crowd;
    }
    return l->crowd;
}

static bool is_new(const look_t *l, uint32_t event) { return event > l->from && event <= l->to; }

static bool node_changed(const look_t *l, uint32_t node)
{
    const index_node_t *d = &l->v->index.node[node], *end = d->passes ? &l->v->index.node[d->wave] : d;
    return is_new(l, d->made) || is_new(l, d->freed) || is_new(l, end->told) || is_new(l, end->noticed) || is_new(l, end->stopped);
}

static bool breaks_out(look_t *l, uint32_t node)
{
    const index_crowd_t *w = crowd_of(l, rows_parent(&l->v->rows, (row_t){ROW_NODE, node}));
    uint32_t found = l->v->index.node[node].finding;

    for (uint32_t i = 0; w && i < w->odds; i++)
        if (w->odd[i] == node)
            return true;
    return found && found <= l->n;
}

static rank_t rank_of(look_t *l, row_t row)
{
    if (one_of(l->spoken, l->spokens, row))
        return SPOKEN_OF;
    if (one_of(l->began, l->begans, row))
        return BEGAN;
    if (row.type == ROW_NODE)
        return breaks_out(l, row.id) ? BROKE_OUT : node_changed(l, row.id) ? CHANGED : REST;
    const index_crowd_t *w = crowd_of(l, row);
    for (uint32_t i = 0; i < w->odds; i++)
        add_to(l->apart, &l->aparts, rows_of(&l->v->rows, w->odd[i]));
    return w->odds || w->from > l->from ? MANY_CHANGED : REST;
}

/* ---- all of them ----------------------------------------------------------------------------------------- */

static bool room_for(look_t *l, size_t items)
{
    item_t *more = items & (items - 1) ? l->item : realloc(l->item, (items ? items * 2 : 1) * sizeof *more);

    if (more)
        l->item = more;
    return more != NULL;
}

static bool item_add(look_t *l, row_t row, rank_t rank)
{
    if (!room_for(l, l->items))
        return false;
    l->item[l->items++] = (item_t){.row = row, .rank = (uint8_t)rank};
    return true;
}

static bool has(const look_t *l, row_t row)
{
    for (size_t i = 0; i < l->items; i++)
        if (row_same(l->item[i].row, row))
            return true;
    return false;
}

/* What must be seen and stands further down: in the order in which they were made, as siblings stand. */
static void add_apart(look_t *l)
{
    for (;;) {
        row_t next = {0};
        for (int i = 0; i < l->aparts; i++)
            if (!has(l, l->apart[i]) && (!next.type || rows_node(&l->v->rows, l->apart[i]) < rows_node(&l->v->rows, next)))
                next = l->apart[i];
        if (!next.type || !item_add(l, next, rank_of(l, next)) || !item_add(l, (row_t){0}, REST))
            return;
    }
}

static bool take_from(row_t *rows, int *count, row_t row)
{
    for (int i = 0; i < *count; i++)
        if (row_same(rows[i], row)) {
            rows[i] = rows[--*count];
            return true;
        }
    return false;
}

/* What stands above one that matters says where it is. */
static void rank_above(look_t *l)
{
    row_t above[NAMED];
    int depth = 0;

    for (size_t i = l->items; i-- > 0;) { /* from below: what is above an item stands before it */
        item_t *it = &l->item[i];
        bool is_above = take_from(above, &depth, it->row);
        it->rank = is_above && it->rank < ABOVE ? ABOVE : it->rank;
        if (it->row.type && (is_above || it->rank > CHANGED))
            add_to(above, &depth, rows_parent(&l->v->rows, it->row));
    }
}

static void collect(look_t *l, size_t most)
{
    row_t row = rows_first(&l->v->rows);

    for (; row.type && l->items < most; row = rows_next(&l->v->rows, row))
        if (!item_add(l, row, rank_of(l, row)))
            return;
    if (row.type && item_add(l, (row_t){0}, REST))
        add_apart(l);
    rank_above(l);
}

/* ---- which of them --------------------------------------------------------------------------------------- */

/* So many more lines does it take to show it, too. */
static int costs(const look_t *l, size_t i)
{
    return (i > 0 && !l->item[i - 1].shown) + (i + 1 < l->items && !l->item[i + 1].shown);
}

/* Those of a rank, as long as there is room; the nearer they are to what is shown. Returns the lines taken by then. */
static int show_rank(look_t *l, rank_t rank, uint16_t far, int lines, int most)
{
    for (size_t i = 0; i < l->items; i++) {
        item_t *it = &l->item[i];
        if (it->shown || !it->row.type || it->rank != rank || it->far > far || lines + costs(l, i) > most)
            continue;
        lines += costs(l, i);
        it->shown = true;
    }
    return lines;
}

/* Over rows that nobody has counted it is too far. */
static uint16_t farther(const item_t *it, uint16_t far)
{
    return it->shown ? 0 : !it->row.type || far == UINT16_MAX ? UINT16_MAX : (uint16_t)(far + 1);
}

static void measure_far(look_t *l)
{
    uint16_t far = UINT16_MAX;

    for (size_t i = 0; i < l->items; i++)
        l->item[i].far = far = farther(&l->item[i], far);
    far = UINT16_MAX;
    for (size_t i = l->items; i-- > 0;) {
        far = farther(&l->item[i], far);
        l->item[i].far = far < l->item[i].far ? far : l->item[i].far;
    }
}

static void show_most(look_t *l, int most)
{
    int lines = 1;

    for (int rank = SPOKEN_OF; rank > REST; rank--)
        lines = show_rank(l, (rank_t)rank, UINT16_MAX, lines, most);
    if (lines == 1 && l->items) { /* nothing is new */
        lines += costs(l, 0);
        l->item[0].shown = true;
    }
    measure_far(l);
    for (uint16_t far = 1; far < most && lines < most; far++)
        lines = show_rank(l, REST, far, lines, most);
    for (int rank = SPOKEN_OF; rank >= REST; rank--) /* instead of a line that says one is missing: that one */
        lines = show_rank(l, (rank_t)rank, UINT16_MAX, lines, lines);
}

static int lines_of(const look_t *l, int most, demo_line_t *line)
{
    int lines = 0;

    for (size_t i = 0; i < l->items && lines <= most; i++) {
        const item_t *it = &l->item[i];
        bool goes_on = lines && !it->shown && !line[lines - 1].row.type;
        if (!goes_on && lines == most)
            break;
        if (!goes_on)
            line[lines++] = (demo_line_t){.row = it->shown ? it->row : (row_t){0}};
        line[lines - 1].missing += !it->shown && it->row.type;
        line[lines - 1].uncounted = line[lines - 1].uncounted || !it->row.type;
    }
    return lines;
}

/* The one that matters most, where there is a line for one. */
static void show_one(look_t *l)
{
    size_t best = 0;

    for (size_t i = 1; i < l->items; i++)
        best = l->item[i].rank > l->item[best].rank ? i : best;
    if (l->items)
        l->item[0] = l->item[best];
    l->items = l->items ? 1 : 0;
}

int demo_lines(view_t *v, int most, demo_line_t *line)
{
    look_t l;

    look_begin(&l, v, v->n, v->playing && v->until > v->n ? v->until : v->n);
    collect(&l, WALKED);
    if (most == 1)
        show_one(&l);
    bool all = l.items <= (size_t)most;
    for (size_t i = 0; i < l.items && all; i++)
        l.item[i].shown = l.item[i].row.type != ROW_NONE;
    if (!all)
        show_most(&l, most);
    int lines = lines_of(&l, most, line);
    free(l.item);
    return lines;
}

int demo_least(view_t *v, size_t n)
{
    look_t l;
    int lines = 1;

    look_begin(&l, v, n, n);
    collect(&l, MEASURED);
    for (int rank = SPOKEN_OF; rank >= BROKE_OUT; rank--)
        lines = show_rank(&l, (rank_t)rank, UINT16_MAX, lines, 1 << 20);
    lines = show_rank(&l, ABOVE, UINT16_MAX, lines, lines); /* these cost nothing */
    free(l.item);
    return lines;
}
