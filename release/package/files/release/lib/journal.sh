# shellcheck shell=sh
# What a command has done so far, in state/journal: a command that was interrupted is finished by the next call of it.
#
#   lock upgrade
#   journal_begin upgrade             begins, or says how far the interrupted run came and goes on
#   journal_set from 1.0.0            remembers a value; the last one counts
#   journal_get from                  prints it, or nothing
#   step migrate "Migrate" do_it A    says so, runs 'do_it A', remembers; its output goes into state/upgrade.log
#   if journal_has migrate; then …    whether that step was finished, in this run or the interrupted one
#   journal_end                       all is done: nothing is left of it
#
# A step is run again after an interruption even if it was finished, unless the command asks journal_has itself: steps must
# be safe to repeat. Call 'step' plainly, never behind 'if' or '||': the shell would go on after a failure inside.
# Another command finds the journal, too: journal_begin ends with exit 1 and says what to run first, unless the journal's
# command is named behind its own ('journal_begin rollback upgrade' undoes an interrupted upgrade).
journal=$home/state/journal
journal_mine=
step_log=$home/state/agenthq.log

# journal_command: which command the journal is of; nothing: none was interrupted.
journal_command() { sed -n 's/^command //p' "$journal" 2>/dev/null | head -n 1; }

# journal_last_step: the step that was begun last.
journal_last_step() { sed -n 's/^begun //p' "$journal" 2>/dev/null | tail -n 1; }

journal_get() { sed -n "s/^$1=//p" "$journal" 2>/dev/null | tail -n 1; }

journal_has() { grep -q -x "done $1" "$journal" 2>/dev/null; }

journal_add() {
  { cat "$journal" && printf '%s\n' "$1"; } | write_whole "$journal"
}

journal_set() { journal_add "$1=$2"; }

journal_begin() {
  journal_mine=$1
  journal_found=$(journal_command)
  journal_since=$(sed -n 's/^since //p' "$journal" 2>/dev/null | head -n 1)
  step_log=$home/state/$1.log
  : >"$step_log"
  case " $* " in
    *" $journal_found "*)
      journal_now="goes on from there"
      [ "$journal_found" = "$1" ] || journal_now="is undone"
      say "The '$journal_found' of $journal_since was interrupted at the step '$(journal_last_step)': it $journal_now."
      ;;
    *)
      [ -z "$journal_found" ] ||
        fail "the '$journal_found' of $journal_since was interrupted at the step '$(journal_last_step)': run './agenthq $journal_found' first, which finishes it."
      ;;
  esac
  if [ "$journal_found" != "$1" ]; then
    printf 'command %s\nsince %s\n' "$1" "$(now)" | write_whole "$journal"
  fi
}

# step NAME TITLE COMMAND [ARGUMENT…]
step() {
  step_name=$1
  step_title=$2
  shift 2
  journal_add "begun $step_name"
  step_start=$(date +%s)
  [ ! -t 3 ] || printf '  … %s' "$step_title" >&3
  "$@" >>"$step_log" 2>&1
  [ ! -t 3 ] || printf '\r\033[K' >&3
  printf '  ✓ %s (%s s)\n' "$step_title" $(($(date +%s) - step_start)) >&3
  journal_add "done $step_name"
  step_name=
}
step_name=
step_title=

journal_end() { rm -f "$journal"; }
