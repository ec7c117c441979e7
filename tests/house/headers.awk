# headers.awk — reads public headers as a manual, group by group: a comment, and the declarations under it up to the next
# empty line. Prints what a declaration lacks (ctx.h says how one is to be read). With -v examples=DIR it writes the lines
# that show the calls in use instead: those that stand in a function to DIR/inside.c, the others to DIR/outside.c.
function begin() { comment = ""; decls = ""; code = ""; in_comment = 0; line = 0 }
function complain(what) { printf "%s:%d: %s\n", FILENAME, line, what }
function name_of(text,   m) { # the function a line declares, or ""; attributes are none
    gsub(/__attribute__ *\(\([^)]*\)?[^)]*\)\)?/, "", text)
    if (text ~ /^(typedef|extern|struct|enum|union|template|return|[ \t{}#*\/])/) return ""
    if (!match(text, /[a-zA-Z_][a-zA-Z0-9_]*\)?\(/)) return ""
    m = substr(text, RSTART, RLENGTH)
    gsub(/[()]/, "", m)
    return m
}
function chunk(   name) {
    if (code == "") return
    if (examples != "") {
        if (code ~ /^(CTX_KEY\(|void scene_main|static [^=]*\) \{)/) printf "%s", code >> (examples "/outside.c")
        else printf "static ctx_err_t example_%d(void)\n{\n    {\n%s    }\n    return CTX_OK;\n}\n", ++shown, code >> (examples "/inside.c")
    }
    all_code = all_code code
    code = ""
}
function judge(   n, i, rows, name, functions, learner, time) {
    chunk()
    n = split(decls, rows, "\n")
    for (i = 1; i <= n; i++) {
        name = name_of(rows[i])
        if (name == "" || name ~ /_$/) continue
        functions++
        if (rows[i] ~ /ctx_ns_t|size_t/ && rows[i] !~ /ctx_panic/) time = 1
        learner = name
        sub(/_at$/, "", learner)
        if (index(all_code, learner "(") == 0) {
            if (decls !~ ("define " learner "[a-z_]*\\(") || !shown_by_macro(learner)) complain(learner " is not shown in use")
        }
    }
    if (functions > 0 && examples == "") {
        if (comment !~ /[A-Za-z]/) complain("no contract")
        if (comment !~ /Owns: /) complain("does not say whose the pointers are (Owns:)")
        if (comment !~ /(owned|borrowed|kept|no pointers|static|takes|copied|what the variable holds)/) complain("no word of ownership")
        if (comment !~ /Fails: /) complain("does not say how it fails (Fails:)")
        if (comment !~ /Threads: /) complain("does not say who may call it (Threads:)")
        if (time && comment !~ /Units: /) complain("does not say its units (Units:)")
    } else if (functions == 0 && decls ~ /(^|\n)(typedef|extern|struct [a-z_]+ \{|enum )/ && comment == "" && decls !~ /\/\*/)
        complain("declared without a word")
    total += functions
    all_code = ""
    begin()
}
# `ctx_with_deadline_cause_at` is what two macros call: each of them must be shown, then
function shown_by_macro(name,   i, n, rows, m, ok) {
    n = split(decls, rows, "\n")
    for (i = 1; i <= n; i++)
        if (rows[i] ~ /^#define [a-z_]+\(/) {
            m = rows[i]; sub(/^#define /, "", m); sub(/\(.*/, "", m)
            if (index(m, name) == 1 && index(all_code, m "(") > 0) ok = 1
        }
    return ok
}
FNR == 1 { begin(); head = 0 }
/^#ifndef .*_H$/ && FNR < 60 { head = 1 }
!head { next }
/^\/\* ----/ { judge(); next }
/^$/ { judge(); next }
/^(extern "C" \{|\}|#(if|else|endif|include|ifdef|ifndef).*)$/ { next }
{ if (line == 0) line = FNR }
/^\/\*/ { in_comment = 1 }
in_comment {
    comment = comment "\n" $0
    if ($0 ~ /^ \*     /) code = code substr($0, 8) "\n"
    else chunk()
    if ($0 ~ /\*\/ *$/) { in_comment = 0; chunk() }
    next
}
/^#define [a-zA-Z_]+/ && examples == "" {
    m = $2; sub(/\(.*/, "", m)
    if (m !~ /_$|_H$|^CTX_(NS|US|MS|S|NO_DEADLINE|HERE)$|^CHAN_/ && comment == "" && $0 !~ /\/\*/) { line = FNR; complain(m " is defined without a word") }
    if ($0 ~ /^#define [a-z_]+\(/ && m !~ /_$/) if (index(all_code, m "(") == 0) { line = FNR; complain(m " is not shown in use") }
}
{ decls = decls "\n" $0 }
END { judge(); if (examples == "") printf "functions %d\n", total }
