/* Seeded: each line that ends in a comment with a habit's name is one, every other is none. */
#include <stddef.h>
#include <stdlib.h>

#include "ctx.h"
#include "ctx_task.h"

typedef ctx_t *context;
typedef struct ctx plain_context;
struct inner { ctx_t *ctx; };
typedef struct service { ctx_t *ctx; struct inner in; context all[4]; int id; } service_t;
typedef struct entry { struct entry *next; context request; } entry_t;
static entry_t *entries, pool[8];
#define REMEMBER(s, c) ((s)->ctx = (c))
static ctx_t *current;
static service_t the_service;

void by_arrow(service_t *s, ctx_t *ctx);
void by_arrow(service_t *s, ctx_t *ctx)
{
    if (s->id == 0)
        s->ctx = ctx; /* context-in-struct */
    s->in.ctx = ctx; /* context-in-struct */
    s->all[1] = ctx; /* context-in-struct */
}

void by_star(service_t *s, context ctx);
void by_star(service_t *s, context ctx)
{
    (*s).ctx = ctx; /* context-in-struct */
}

void in_pieces(service_t *s, plain_context *request);
void in_pieces(service_t *s, plain_context *request)
{
    s /* here */
        ->ctx
        = /* context-in-struct */
        request;
}

void by_macro(service_t *s, ctx_t *const ctx);
void by_macro(service_t *s, ctx_t *const ctx)
{
    REMEMBER(s, ctx); /* context-in-struct */
}

void by_list(service_t *s, ctx_t *ctx);
void by_list(service_t *s, ctx_t *ctx)
{
    *s = (service_t){.ctx = ctx, .id = 2}; /* context-in-struct */
    s->in = (struct inner){ctx}; /* context-in-struct */
}

void in_a_global(ctx_t *ctx);
void in_a_global(ctx_t *ctx)
{
    current = ctx; /* context-in-struct */
    the_service.ctx = ctx; /* context-in-struct */
}

void by_another_name(service_t *s, ctx_t *ctx);
void by_another_name(service_t *s, ctx_t *ctx)
{
    ctx_t *same = ctx;
    s->ctx = same; /* context-in-struct */
}

service_t *made(ctx_t *ctx);
service_t *made(ctx_t *ctx)
{
    service_t *s = malloc(sizeof *s);
    s->ctx = ctx_keep(ctx); /* context-in-struct */
    s->all[0] = (ctx_t *)ctx; /* context-in-struct */
    return s;
}

void in_a_list(context ctx, int n);
void in_a_list(context ctx, int n)
{
    entry_t *e = malloc(sizeof *e);
    *e = (entry_t){entries, ctx}; /* context-in-struct */
    entries = e;
    pool[n].request = ctx; /* context-in-struct */
    (&pool[n + 1])->request = ctx; /* context-in-struct */
}
ctx_t *seen(void);
ctx_t *seen(void) { return current; }
