# shellcheck shell=sh
# However the program ends: the lock is given back, and who waits hears what to do.
# A command that has to undo what it began names a function in on_failure.
on_failure=

at_exit() {
  exit_code=$?
  trap - EXIT HUP INT TERM
  [ -z "${doomed_folder:-}" ] || rm -rf "$doomed_folder"
  if [ "$exit_code" -ne 0 ]; then
    [ -z "$step_name" ] || [ "$said" = yes ] || explain_step
    if [ -n "$on_failure" ]; then
      "$on_failure"
    elif [ -n "$step_name" ]; then
      say "Run './agenthq $journal_mine' again when that is put right: it goes on from there."
    fi
  fi
  unlock
  exit "$exit_code"
}

explain_step() {
  [ ! -t 3 ] || printf '\r\033[K' >&3
  printf 'agenthq: the step "%s" did not succeed; the end of %s:\n' "$step_title" "$step_log" >&3
  tail -n 12 "$step_log" | sed 's/^/  /' >&3
}

on_signal() {
  said=yes
  say "Interrupted."
  exit "$1"
}

trap at_exit EXIT
trap 'on_signal 129' HUP
trap 'on_signal 130' INT
trap 'on_signal 143' TERM
