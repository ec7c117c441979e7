#!/bin/bash
# What bash, zsh and fish offer when the key is pressed: verbs, options, ids, files. zsh is asked on a pseudo-terminal of its own,
# as a person asks it; fish by its own `complete -C`; bash by its function.
cd "$(dirname "$0")/../.." || exit 2
. tests/lib.sh
verbs=$("$CTXLAB" help | sed -n 's/^  \([a-z]*\)  .*/\1/p')
mkdir -p "$T_DIR/bin" "$T_DIR/home" "$T_DIR/cwd/handed-in"
ln -s "$(realpath "$CTXLAB")" "$T_DIR/bin/ctxlab"
export PATH=$T_DIR/bin:$PATH HOME=$T_DIR/home
unset XDG_DATA_HOME XDG_CONFIG_HOME ZDOTDIR
cd "$T_DIR/cwd" || exit 2
echo "int x;" >my.c

# ---- the scripts --------------------------------------------------------------------------------------------------------------
for shell in bash zsh fish; do
    code "completions for $shell" 0 ctxlab completions $shell
    missing=$(for verb in $verbs; do grep -qw -- "$verb" <<<"$OUT" || echo "$verb"; done)
    is "… know every verb" "$missing" ""
    code "… installed" 0 ctxlab completions $shell --install
    file=$(sed -n 's/^wrote \([^ ]*\).*/\1/p' <<<"$ERR")
    is "… the same" "$(cat "$file")" "$(ctxlab completions $shell)"
    if command -v $shell >/dev/null; then ok "… which $shell can read" $shell -n "$file"; else skip "… which $shell can read" "no $shell here"; fi
done

# ---- bash ---------------------------------------------------------------------------------------------------------------------
by_bash() { # LINE — what it offers for the last word, sorted
    bash -c 'eval "$(ctxlab completions bash)"; read -ra COMP_WORDS <<<"$1"; [[ $1 != *" " ]] || COMP_WORDS+=("")
             COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); '"$(bash -c 'eval "$(ctxlab completions bash)"; complete -p ctxlab' | sed 's/complete -F \([^ ]*\) .*/\1/')"'
             printf "%s\n" "${COMPREPLY[@]}"' _ "$1" | sort | tr '\n' ' '
}

# ---- fish ---------------------------------------------------------------------------------------------------------------------
by_fish() { fish -c 'source '"$HOME"'/.config/fish/completions/ctxlab.fish; complete -C "$argv[1]"' "$1" 2>&1 | cut -f1 | sed 's|/$||' | sort | tr '\n' ' '; }

# ---- zsh ----------------------------------------------------------------------------------------------------------------------
# It is typed into and asked for what stands there then: Ctrl-X prints the line. Of several that fit it is the common beginning.
by_zsh() {
    timeout 300 zsh -f -c '
        zmodload zsh/zpty
        zpty z "TERM=dumb PS1= zsh -f -i"
        zpty -w z "unsetopt zle_bracketed_paste 2>/dev/null; stty cols 200; autoload -Uz compinit; compinit -D -u; eval \"\$(ctxlab completions zsh)\""
        zpty -w z "tell() { print -r -- \"<<\$BUFFER>>\"; BUFFER= }; zle -N tell; bindkey \"^X\" tell; bindkey \"^I\" complete-word; setopt no_list_beep no_always_last_prompt; print REA\"\"DY"
        zpty -r z said "*READY*"
        zpty -n -w z "$1"$'"'\\t\\x18'"'
        zpty -r z said "*<<*>>*"
        said=${said##*<<} && print -r -- ${said%%>>*}' _ "$1" 2>&1 | tr -d '\r'
}

# ---- the same questions to all ------------------------------------------------------------------------------------------------
# LINE | what is offered for its last word | what zsh then has in the line
asked=0
while IFS='|' read -r line offered whole; do
    asked=$((asked + 1))
    is "bash: $line" "$(by_bash "$line")" "$offered "
    if command -v fish >/dev/null; then is "fish: $line" "$(by_fish "$line")" "$offered "; else skip "fish: $line" "no fish here"; fi
    if command -v zsh >/dev/null; then is "zsh: $line" "$(by_zsh "$line")" "$whole"; else skip "zsh: $line" "no zsh here"; fi
done <<'ASKED'
ctxlab exp|explain explore|ctxlab expl
ctxlab gra|grade|ctxlab grade 
ctxlab grade --j|--jobs --json --junit|ctxlab grade --j
ctxlab grade --jun|--junit|ctxlab grade --junit 
ctxlab grade --al|--all|ctxlab grade --all 
ctxlab grade zero|zero-timeout|ctxlab grade zero-timeout 
ctxlab grade zero-timeout busy|busy-done-loop|ctxlab grade zero-timeout busy-done-loop 
ctxlab show lazy|lazy-done|ctxlab show lazy-done 
ctxlab show renew|renew_pass|ctxlab show renew_pass 
ctxlab show ctx_kep|ctx_kept|ctxlab show ctx_kept 
ctxlab run wrong-c|wrong-cancel|ctxlab run wrong-cancel 
ctxlab run zero-timeout --sch|--schedule|ctxlab run zero-timeout --schedule 
ctxlab demo wide|wide-cascade|ctxlab demo wide-cascade 
ctxlab trace ex|export|ctxlab trace export 
ctxlab completions z|zsh|ctxlab completions zsh 
ctxlab help gra|grade|ctxlab help grade 
ctxlab vet my|my.c|ctxlab vet my.c 
ctxlab grade --all --in hand|handed-in|ctxlab grade --all --in handed-in/
ASKED
ok "all were asked" test $asked -eq 18
finish
