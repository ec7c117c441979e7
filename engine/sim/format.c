/* format.c — printf and its kin as a learner's file calls them: the texts they read and the places they write to are told
 * to the checks first. %n, which writes, is for nobody; of arguments given by position (%1$d) only the text is looked at.
 */
#include <string.h>

#include "library.h"

#define PC ((uintptr_t)__builtin_return_address(0))

typedef struct spec { /* one conversion */
    bool star_width, star_precision, suppressed, precise, long_double;
    size_t width, precision; /* 0: none given */
    int size;                /* bytes of an integer: 1, 2, 4, 8 */
    char kind;
} spec_t;

static size_t number(const char **p)
{
    size_t n = 0;
    for (; **p >= '0' && **p <= '9'; ++*p)
        n = n < 100000 ? n * 10 + (size_t)(**p - '0') : n;
    return n;
}

static void take_size(const char **p, spec_t *s)
{
    s->size = 4;
    for (;; ++*p)
        switch (**p) {
        case 'h': s->size /= 2; break;
        case 'l': case 'j': case 'z': case 't': case 'q': s->size = 8; break;
        case 'L': s->size = 8, s->long_double = true; break;
        default: return;
        }
}

/* *p is behind the '%'; afterwards behind the conversion. */
static spec_t take_spec(const char **p, bool scanning)
{
    spec_t s = {.size = 4};
    for (; strchr("-+ #0'I*", **p) != NULL && **p != '\0' && (!scanning || **p == '*'); ++*p)
        if (**p == '*' && scanning)
            s.suppressed = true;
        else if (**p == '*')
            s.star_width = true;
    s.width = number(p);
    if (**p == '.' && !scanning) {
        ++*p;
        s.precise = true;
        if (**p == '*')
            s.star_precision = true, ++*p;
        else
            s.precision = number(p);
    }
    if (scanning && **p == 'm')
        s.size = 8, ++*p;
    take_size(p, &s);
    s.kind = **p;
    *p += **p != '\0';
    return s;
}

/* A copy in a struct: a va_list handed to a function is spent there. */
typedef struct args { va_list list; } args_t;

static void read_text(const spec_t *s, const char *text, uintptr_t pc)
{
    if (text == NULL)
        return; /* "(null)" */
    race_access(text, s->precise && s->precision == 0 ? 0 : 1, false, pc);
    size_t n = s->precise ? strnlen(text, s->precision) : strlen(text) + 1;
    race_access(text, n, false, pc);
}

static void take_argument(spec_t *s, args_t *args, uintptr_t pc)
{
    if (s->star_width)
        (void)va_arg(args->list, int);
    if (s->star_precision) {
        int n = va_arg(args->list, int);
        s->precise = n >= 0;
        s->precision = n >= 0 ? (size_t)n : 0;
    }
    if (s->kind == 's' && s->size == 4)
        read_text(s, va_arg(args->list, const char *), pc);
    else if (strchr("spS", s->kind) != NULL)
        (void)va_arg(args->list, void *);
    else if (strchr("aAeEfFgG", s->kind) != NULL && s->long_double)
        (void)va_arg(args->list, long double);
    else if (strchr("aAeEfFgG", s->kind) != NULL)
        (void)va_arg(args->list, double);
    else if (strchr("diouxXc", s->kind) != NULL && s->size == 8)
        (void)va_arg(args->list, long long);
    else if (strchr("diouxXcC", s->kind) != NULL)
        (void)va_arg(args->list, int);
}

/* All that a format reads. False: it would write, or does not say what it reads in order. */
static bool look_at(const char *format, va_list list, uintptr_t pc)
{
    args_t args;
    bool ordered = true;
    race_access(format, strlen(format) + 1, false, pc);
    va_copy(args.list, list);
    for (const char *p = format; (p = strchr(p, '%')) != NULL && ordered;) {
        const char *begins = ++p;
        spec_t s = take_spec(&p, false);
        ordered = s.kind != 'n' && s.kind != '$' && s.kind != '\0';
        if (s.kind == 'n' || (s.kind == '$' && strstr(begins, "n") != NULL))
            race_access(sim.host, 1, true, pc); /* nobody may write there */
        else if (ordered && s.kind != '%' && s.kind != 'm')
            take_argument(&s, &args, pc);
    }
    va_end(args.list);
    return ordered;
}

#pragma GCC diagnostic ignored "-Wformat-nonliteral"

int sim_vprintf(const char *format, va_list args)
{
    (void)look_at(format, args, PC);
    return sim_print(format, args);
}

int sim_vfprintf(FILE *out, const char *format, va_list args)
{
    (void)look_at(format, args, PC);
    (void)out; /* an event, whichever it is */
    return sim_print(format, args);
}

static int print_into(char *to, size_t size, const char *format, va_list args, uintptr_t pc)
{
    va_list measured;
    (void)look_at(format, args, pc);
    va_copy(measured, args);
    int n = vsnprintf(NULL, 0, format, measured);
    va_end(measured);
    if (n >= 0 && size > 0)
        race_access(to, (size_t)n < size ? (size_t)n + 1 : size, true, pc);
    return vsnprintf(to, size, format, args);
}

int sim_vsnprintf(char *to, size_t size, const char *format, va_list args) { return print_into(to, size, format, args, PC); }
int sim_vsprintf(char *to, const char *format, va_list args) { return print_into(to, INT32_MAX, format, args, PC); }

#define WITH_LIST(call)         \
    va_list args;               \
    va_start(args, format);     \
    uintptr_t pc = PC;          \
    int n = call;               \
    va_end(args);               \
    return n

int sim_snprintf(char *to, size_t size, const char *format, ...) { WITH_LIST(print_into(to, size, format, args, pc)); }
int sim_sprintf(char *to, const char *format, ...) { WITH_LIST(print_into(to, INT32_MAX, format, args, pc)); }
int sim_printf(const char *format, ...) { WITH_LIST((look_at(format, args, pc), sim_print(format, args))); }
int sim_fprintf(FILE *out, const char *format, ...) { WITH_LIST(((void)out, look_at(format, args, pc), sim_print(format, args))); }

/* ---- sscanf ---------------------------------------------------------------------------------------------- */

static size_t written(const spec_t *s)
{
    if (s->kind == 'c')
        return s->width > 0 ? s->width : 1;
    if (strchr("aAeEfFgG", s->kind) != NULL)
        return s->long_double ? 16 : (size_t)s->size;
    return s->kind == 'p' ? sizeof(void *) : (size_t)s->size;
}

static const char *behind_set(const char *p)
{
    p += *p == '^';
    p += *p == ']';
    p += strcspn(p, "]");
    return *p == ']' ? p + 1 : p;
}

/* Each place, before anything is written to it; of a text, whose length nobody knows yet, where it begins. */
static void look_at_places(const char *format, va_list list, uintptr_t pc)
{
    args_t args;
    va_copy(args.list, list);
    for (const char *p = format; (p = strchr(p, '%')) != NULL;) {
        ++p;
        spec_t s = take_spec(&p, true);
        if (s.kind == '[')
            p = behind_set(p);
        if (s.kind == '\0' || s.kind == '$')
            break;
        if (s.kind == '%' || s.suppressed)
            continue;
        race_access(va_arg(args.list, void *), s.kind == 's' || s.kind == '[' ? 1 : written(&s), true, pc);
    }
    va_end(args.list);
}

int sim_sscanf(const char *from, const char *format, ...)
{
    va_list args;
    uintptr_t pc = PC;
    race_access(from, 1, false, pc);
    race_access(from, strlen(from) + 1, false, pc);
    race_access(format, strlen(format) + 1, false, pc);
    va_start(args, format);
    look_at_places(format, args, pc);
    va_end(args);
    va_start(args, format);
    int n = vsscanf(from, format, args);
    va_end(args);
    return n;
}
