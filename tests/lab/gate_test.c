/* gate_test.c — what the gate refuses and what it lets through, through the real compiler in its sandbox. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "clex.h"
#include "compile.h"
#include "file.h"
#include "gate.h"
#include "spawn.h"
#include "tap.h"

typedef struct program {
    const char *what;
    compile_status_t want;
    const char *says; /* in the text; NULL: anything */
    const char *source;
} program_t;

#define CTX "#include <ctx.h>\n"
#define BODY "void learner(ctx_t *ctx);\nvoid learner(ctx_t *ctx) { (void)ctx_err(ctx); }\n"

static const program_t programs[] = {
    {"a plain program", COMPILE_OK, NULL, CTX BODY},
    {"scoped handles and keys", COMPILE_OK, NULL,
     CTX "#include <ctx_task.h>\n#include <ctx_chan.h>\nCTX_KEY(user);\nvoid learner(ctx_t *p);\nvoid learner(ctx_t *p) {\n"
         "ctx_auto ctx_cancel_t *c = NULL; ctx_t *x = ctx_with_timeout(p, CTX_MS(5), &c);\n"
         "chan_auto chan_t *ch = chan_make(int, 1); int v = 3;\n"
         "(void)chan_select(CHAN_DONE(x), CHAN_SEND(ch, &v), CHAN_DEFAULT); (void)ctx_value(x, user); }\n"},
    {"printf, assert, errno, atomics", COMPILE_OK, NULL,
     "#include <stdio.h>\n#include <assert.h>\n#include <errno.h>\n#include <stdatomic.h>\n#include <stdlib.h>\n#include <string.h>\n" CTX BODY
     "static atomic_int n;\nint helper(int x);\nint helper(int x) { assert(x > 0); atomic_fetch_add(&n, x); errno = 0; printf(\"%d\\n\", x);"
     " char *p = malloc(4); memset(p, 1, 4); free(p); goto out; out: return atomic_load(&n); }\n"},
    {"macros that paste", COMPILE_OK, NULL, CTX BODY "#define PASTE(a, b) a##b\nint PASTE(hel, per)(void);\nint helper(void) { return 1; }\n"},
    {"a comment about asm and __attribute__", COMPILE_OK, NULL, "/* asm __attribute__ #pragma */ // #line 3\n" CTX BODY},
    {"a text about asm", COMPILE_OK, NULL, CTX BODY "const char *text(void);\nconst char *text(void) { return \"asm __attribute__\"; }\n"},
    {"a syntax error", COMPILE_ERRORS, "ID.c:2", CTX "int broken(\n"},
    {"a function that is nowhere", COMPILE_ERRORS, "there is no function 'f'", CTX BODY "int f(void);int g(void);\nint g(void) { return f(); }\n"},
    {"another library's word for it", COMPILE_ERRORS, "no function 'ctx_free'; did you mean 'ctx_drop'", CTX BODY "void f(ctx_t *c);\nvoid f(ctx_t *c) { ctx_free(c); }\n"},
    {"two letters changed places", COMPILE_ERRORS, "no function 'ctx_casue'; did you mean 'ctx_cause'", CTX BODY "void f(ctx_t *c);\nvoid f(ctx_t *c) { ctx_casue(c); }\n"},
    {"nothing at all", COMPILE_ERRORS, "is empty", ""},
    {"nothing but words", COMPILE_ERRORS, "is empty", "/* to do */\n\n// later\n"},
    {"assembler", COMPILE_REJECTED, "assembler", CTX BODY "void f(void);\nvoid f(void) { asm volatile(\"syscall\"); }\n"},
    {"__asm__", COMPILE_REJECTED, "assembler", CTX BODY "void f(void);\nvoid f(void) { __asm__(\"nop\"); }\n"},
    {"assembler put together by a macro", COMPILE_REJECTED, "assembler", CTX BODY "#define P(a,b) a##b\nvoid f(void);\nvoid f(void) { P(as,m)(\"nop\"); }\n"},
    {"assembler behind a line splice", COMPILE_REJECTED, "assembler", CTX BODY "void f(void);\nvoid f(void) { as\\\nm(\"nop\"); }\n"},
    {"assembler from a system macro", COMPILE_REJECTED, "assembler", "#include <stdio.h>\n" CTX BODY "int __REDIRECT(mine, (void), secret);\n"},
    {"a constructor", COMPILE_REJECTED, "attribute", CTX BODY "__attribute__((constructor)) static void f(void) {}\n"},
    {"no_sanitize", COMPILE_REJECTED, "attribute", CTX BODY "__attribute__((no_sanitize(\"thread\"))) void f(void);\nvoid f(void) {}\n"},
    {"an attribute put together by a macro", COMPILE_REJECTED, "attribute", CTX BODY "#define P(a,b) a##b\nP(__attri,bute__)((used)) static int x;\n"},
    {"a C2x attribute", COMPILE_REJECTED, "attribute", CTX BODY "[[gnu::constructor]] void f(void);\nvoid f(void) {}\n"},
    {"a pragma", COMPILE_REJECTED, "pragma", "#pragma GCC optimize(\"O0\")\n" CTX BODY},
    {"a _Pragma", COMPILE_REJECTED, "pragma", "_Pragma(\"GCC optimize(0)\")\n" CTX BODY},
    {"a pasted _Pragma", COMPILE_REJECTED, "pragma", CTX "#define P(a,b) a##b\nP(_Pra,gma)(\"GCC optimize(0)\")\n" BODY},
    {"a thread-local", COMPILE_REJECTED, "thread-local", CTX BODY "static _Thread_local int x; int f(void);\nint f(void) { return x++; }\n"},
    {"__thread", COMPILE_REJECTED, "thread-local", CTX BODY "__thread int x;\n"},
    {"a builtin", COMPILE_REJECTED, "__builtin_", CTX BODY "void f(void);\nvoid f(void) { __builtin_trap(); }\n"},
    {"#line", COMPILE_REJECTED, "#line", "#line 3 \"/usr/include/x.h\"\n" CTX BODY},
    {"a line marker", COMPILE_REJECTED, "not allowed", "# 1 \"/usr/include/x.h\" 1\nvoid f(void);\n" CTX BODY},
    {"a line marker with a digraph", COMPILE_REJECTED, "not allowed", "%: 1 \"/usr/include/x.h\" 1\nvoid f(void);\n" CTX BODY},
    {"a header outside", COMPILE_REJECTED, "#include of", "#include \"/etc/passwd\"\n" CTX BODY},
    {"a header by a way up", COMPILE_REJECTED, "#include of", "#include \"../../solutions/ID.c\"\n" CTX BODY},
    {"the scenario", COMPILE_REJECTED, "#include of", "#include \"scenario.c\"\n" CTX BODY},
    {"a computed header", COMPILE_REJECTED, "#include takes", "#define H <unistd.h>\n#include H\n" CTX BODY},
    {"an endless include", COMPILE_REJECTED, "#include of", "#include \"ID.c\"\n" CTX BODY},
    {"an endless include by __FILE__", COMPILE_REJECTED, "#include takes", "#include __FILE__\n" CTX BODY},
    {"a C2x attribute in digraphs", COMPILE_REJECTED, "attribute", CTX BODY "<:<:gnu::noinline:>:> void f(void);\nvoid f(void) {}\n"},
    {"unistd.h", COMPILE_REJECTED, "unistd.h", "#include <unistd.h>\n" CTX BODY},
    {"#include_next", COMPILE_REJECTED, "include_next", "#include_next <stdio.h>\n" CTX BODY},
    {"a call of exit", COMPILE_REJECTED, "'exit'", "#include <stdlib.h>\n" CTX BODY "void f(void);\nvoid f(void) { exit(0); }\n"},
    {"a call of the scenario's own words", COMPILE_REJECTED, "'scene_work_at'", CTX BODY "void scene_work_at(int);void f(void);\nvoid f(void) { scene_work_at(1); }\n"},
    {"a call of system", COMPILE_REJECTED, "'system'", "#include <stdlib.h>\n" CTX BODY "void f(void);\nvoid f(void) { (void)!system(\"x\"); }\n"},
    {"dlsym", COMPILE_REJECTED, "'dlsym'", CTX BODY "void *dlsym(void*,const char*);void *f(void);\nvoid *f(void) { return dlsym(0,\"exit\"); }\n"},
    {"environ", COMPILE_REJECTED, "'environ'", CTX BODY "extern char **environ; char **f(void);\nchar **f(void) { return environ; }\n"},
    {"a second malloc", COMPILE_REJECTED, "'malloc'", "#include <stddef.h>\n" CTX BODY "void *malloc(size_t n) { (void)n; return 0; }\n"},
    {"a second ctx_err_at", COMPILE_REJECTED, "call site", CTX "ctx_err_t ctx_err_at(const ctx_site_t *s, ctx_t *c) { (void)s; (void)c; return CTX_OK; }\n" BODY},
    {"a hook of the race checker", COMPILE_REJECTED, "'__tsan_read4'", CTX BODY "void __tsan_read4(void *p);\nvoid __tsan_read4(void *p) { (void)p; }\n"},
    {"_init", COMPILE_REJECTED, "'_init'", CTX BODY "void _init(void);\nvoid _init(void) {}\n"},
    {"a nested function's address", COMPILE_REJECTED, "nested", CTX BODY "void f(void (*g)(void));int h(int x);\nvoid f(void (*g)(void)) { g(); }\nint h(int x) { void g(void) { x++; } f(g); return x; }\n"},
    {"a macro bomb", COMPILE_REJECTED, "stopped",
     CTX "#define A(x) x x x x x x x x x x\n#define B(x) A(x) A(x) A(x) A(x) A(x) A(x) A(x) A(x) A(x) A(x)\n"
     "#define C(x) B(x) B(x) B(x) B(x) B(x) B(x) B(x) B(x) B(x) B(x)\n#define D(x) C(x) C(x) C(x) C(x) C(x) C(x) C(x) C(x) C(x) C(x)\n"
     "#define E(x) D(x) D(x) D(x) D(x) D(x) D(x) D(x) D(x) D(x) D(x)\n#define F(x) E(x) E(x) E(x) E(x) E(x) E(x) E(x) E(x) E(x) E(x)\n"
     "#define G(x) F(x) F(x) F(x) F(x) F(x) F(x) F(x) F(x) F(x) F(x)\n#define H(x) G(x) G(x) G(x) G(x) G(x) G(x) G(x) G(x) G(x) G(x)\n"
     BODY "int big[] = { G(1+) 1 };\n"},
};

static entry_t entry;
static catalog_t catalog;

static void one(const program_t *p)
{
    buf_t source = {0};
    buf_adds(&source, p->source);
    compiled_t out;
    compile_program(&catalog, &entry, &source, false, &out);
    bool ok = out.status == p->want && (p->says == NULL || strstr(buf_text(&out.text), p->says) != NULL);
    if (ok && p->want == COMPILE_OK)
        ok = file_exists(out.program);
    tap_ok(ok, p->what, buf_text(&out.text));
    char *dir = out.dir == NULL ? NULL : xstrdup(out.dir);
    compiled_free(&out);
    if (dir != NULL && file_exists(dir))
        tap_ok(false, "the private folder is gone", dir);
    free(dir);
    buf_free(&source);
}

/* A catalog of one entry, with the smallest scenario: enough to compile against. */
static bool make_home(char *home)
{
    char cwd[4000], *engine = xformat("%s/engine", home), *pre = xformat("%s/build/sim/pre", home), *dir = xformat("%s/exercises/ID", home);
    char *real = getcwd(cwd, sizeof cwd) == NULL ? NULL : xformat("%s/engine", cwd), *object = xformat("%s/ID.o", pre);
    char *pads = real == NULL ? NULL : xformat("%s/build/sim/pad", cwd), *pad = xformat("%s/build/sim/pad", home);
    char *scenario = xformat("%s/scenario.c", dir);
    const char *text = "#include <scene.h>\nvoid scene_main(ctx_t *root, int size) { (void)root; (void)size; }\n";
    bool ok = real != NULL && dir_make(pre, NULL) && dir_make(dir, NULL) && symlink(real, engine) == 0 && symlink(pads, pad) == 0 &&
              file_write(scenario, text, strlen(text), NULL);
    const char *const argv[] = {"gcc", "-fPIC", "-Iengine/include", "-nostdlib", "-r", "-o", object, scenario, "-Wl,--whole-archive",
                                "build/libctx_sim.a", NULL};
    spawn_t s = {.argv = argv, .wall_ms = 120000, .output_limit = 10000};
    spawned_t end = {0};
    ok = ok && spawn_run(&s, &end, NULL) && end.exit_code == 0;
    spawned_free(&end);
    catalog.home = home;
    entry = (entry_t){.id = xstrdup("ID"), .dir = dir};
    free(engine);
    free(pre);
    free(real);
    free(object);
    free(pads);
    free(pad);
    free(scenario);
    return ok;
}

static void lexer(void)
{
    clex_t lex;
    clex_start(&lex, "a\\ \nb /* x\n */ 'it''s' \"q\\\"\" # ## 0x1p+3 .5 don't\nx");
    const char *const want[] = {"ab", "'it'", "'s'", "\"q\\\"\"", "#", "##", "0x1p+3", ".5", "don", "'t", "x"};
    bool ok = true;
    size_t n = 0;
    for (clex_token_t t = clex_next(&lex); t.kind != CLEX_END; t = clex_next(&lex), n++)
        ok = ok && n < sizeof want / sizeof *want && strcmp(t.text, want[n]) == 0;
    tap_ok(ok && n == sizeof want / sizeof *want, "the lexer cuts as gcc does", NULL);
}

int main(void)
{
    err_t err;
    char *home = dir_temp(&err);
    lexer();
    if (tap_ok(home != NULL && make_home(home), "a catalog to compile against", home == NULL ? err.text : home))
        for (size_t i = 0; i < sizeof programs / sizeof *programs; i++)
            one(&programs[i]);
    if (home != NULL)
        dir_remove(home);
    return tap_finish();
}
