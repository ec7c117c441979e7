/* export_json.c — JSON lines. Field names are those of ctx_event.h; ids of texts and call sites are resolved.
 */
#include "export_priv.h"
#include "trace_priv.h"
#include "words.h"

static void header(const trace_t *t, FILE *out)
{
    const ctx_trace_header_t *h = trace_header(t);
    fputs("{\"schema\":\"ctxlab/trace/1\",\"program\":", out);
    export_text_(out, h->program);
    fprintf(out, ",\"virtual\":%s,\"start_unix_ns\":%lld,\"events\":%zu,\"damage\":",
            h->flags & CTX_TRACE_VIRTUAL ? "true" : "false", (long long)h->start_unix_ns, trace_count(t));
    if (trace_damage(t))
        export_text_(out, trace_damage(t));
    else
        fputs("null", out);
    fputs("}\n", out);
}

static void event(const trace_t *t, size_t i, FILE *out)
{
    const ctx_event_t *ev = trace_event(t, i);
    char words[512] = "";
    trace_words_(t, i, false, words, sizeof words);
    fprintf(out, "{\"n\":%zu,\"seq\":%llu,\"time\":%lld,\"kind\":", i + 1, (unsigned long long)ev->seq, (long long)trace_minus_(ev->time, trace_start(t)));
    export_text_(out, trace_kind_name(ev->kind));
    fprintf(out, ",\"task\":%u,\"node\":%u,\"other\":%u,\"detail\":%u,\"flags\":%u,\"aux\":%u,\"value\":%lld", ev->task, ev->node,
            ev->other, ev->detail, ev->flags, ev->aux, (long long)ev->value);
    if (ev->site) {
        trace_site_t s = trace_site(t, ev->site);
        fputs(",\"file\":", out);
        export_text_(out, words_base(s.file));
        fprintf(out, ",\"line\":%d,\"function\":", s.line);
        export_text_(out, s.func);
    }
    fputs(",\"words\":", out);
    export_text_(out, words);
    fputs("}\n", out);
}

bool trace_export_json(const trace_t *t, FILE *out, char *err, size_t err_size)
{
    header(t, out);
    for (size_t i = 0; i < trace_count(t); i++) {
        export_at_(t, i);
        event(t, i, out);
    }
    return export_end_(out, "JSON", err, err_size);
}
