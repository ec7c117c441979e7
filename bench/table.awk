# table.awk — "peer row value" lines, then rows.txt → the table. Median of the rounds; ± is half the range over the median.
function median(key,    n, list, i, j, t) {
    n = split(values[key], list, " ")
    for (i = 2; i <= n; i++)
        for (j = i; j > 1 && list[j] + 0 < list[j - 1] + 0; j--) { t = list[j]; list[j] = list[j - 1]; list[j - 1] = t }
    lowest = list[1]; highest = list[n]
    return list[int((n + 1) / 2)] + 0
}
function number(x) { return x >= 100 ? sprintf("%.0f", x) : x >= 10 ? sprintf("%.1f", x) : sprintf("%.2f", x) }
function cell(peer, row) { return (peer " " row) in values ? number(median(peer " " row)) : "–" }
FILENAME != last { files++; last = FILENAME }
files == 1 { key = $1 " " $2; values[key] = values[key] " " $3; next }
files == 2 && FNR == 1 {
    print "| work (ns unless said) | libctx | ± | target | floor | Go 1.19 | Go then | nsync | C++20 | GLib | libctx to floor | libctx to Go | at Go's pace then |"
    print "|---|---|---|---|---|---|---|---|---|---|---|---|---|"
}
files == 2 {
    split($0, r, "|")
    key = "ours " r[1]
    if (!(key in values)) next
    ours = median(key); spread = ours > 0 ? 100 * (highest - lowest) / 2 / ours : 0
    ratio = paced = above = "–"
    if (("floor " r[1]) in values && median("floor " r[1]) > 0) above = sprintf("%.2f", ours / median("floor " r[1]))
    if (("go " r[1]) in values && r[1] !~ /bytes/) {
        go = median("go " r[1])
        ratio = go > 0 ? sprintf("%.2f", ours / go) : "–"
        if (r[4] != "-" && go > 0) paced = number(ours * r[4] / go)
    }
    printf "| %s | **%s** | %.0f %% | %s | %s | %s | %s | %s | %s | %s | %s | %s | %s |\n", r[2], number(ours), spread, r[3] == "-" ? "–" : r[3], \
        cell("floor", r[1]), cell("go", r[1]), r[4] == "-" ? "–" : r[4], cell("nsync", r[1]), cell("stop", r[1]), cell("glib", r[1]), above, ratio, paced
}
