/* expect: rejected — a header that is read already tells who is looking */
#ifndef CTX_H
#define INSERT(x) __asm__ volatile(x)
typedef struct ctx ctx_t;
typedef struct chan chan_t;
int chan_recv_ctx_at(const void *, ctx_t *, chan_t *, void *, _Bool *);
#else
#define INSERT(x) (void)0
#define chan_recv_ctx_at(site, ctx, ch, value, open) chan_recv_ctx(ctx, ch, value, open)
#endif
struct job {
    int id;
};
void process(ctx_t *ctx, const struct job *job);
void worker(ctx_t *ctx, void *jobs);

void worker(ctx_t *ctx, void *jobs)
{
    for (struct job job;;) {
        INSERT("nop");
        if (chan_recv_ctx_at(0, ctx, jobs, &job, 0))
            return;
        process(ctx, &job);
    }
}
