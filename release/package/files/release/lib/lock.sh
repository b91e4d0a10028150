# shellcheck shell=sh
# One command at a time changes an installation. The file state/lock says who runs what since when.
#
#   lock upgrade      waits for nobody: ends with exit 1 and names the holder; the lock of a dead process is taken over
#   unlock            gives it back; the program does so at its end, however it ends (exit.sh)
#
# A command that only looks (status, logs, doctor) takes none.

# What tells a process from a later one of the same number: when it started, and in which life of the machine.
process_mark() {
  if [ -r "/proc/$1/stat" ]; then
    # The name in parentheses may have blanks and parentheses; the start is the 20th field behind it.
    process_start=$(sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d ' ' -f 20)
    process_life=$(cat /proc/sys/kernel/random/boot_id 2>/dev/null || true)
    printf '%s %s\n' "$process_start" "$process_life"
  else
    ps -o lstart= -p "$1" 2>/dev/null || true
  fi
}

# lock_value NAME FILE: one line of a lock.
lock_value() { sed -n "s/^$1 //p" "$2" 2>/dev/null | head -n 1; }

# lock_is_stale FILE: its process has ended.
lock_is_stale() {
  lock_pid=$(lock_value pid "$1")
  [ -n "$lock_pid" ] || return 0
  [ "$(process_mark "$lock_pid")" != "$(lock_value mark "$1")" ]
}

# lock_holder FILE: for people.
lock_holder() {
  printf "'%s' (process %s of %s, since %s)" \
    "$(lock_value command "$1")" "$(lock_value pid "$1")" "$(lock_value user "$1")" "$(lock_value since "$1")"
}

# lock_clear_stale: removes the stale lock that was seen. Of several who saw it only one may, or the slower would remove the
# quicker one's: who links state/lock.right.ID first, ID being the dead process's. A right whose holder died is had by the right
# to clear up after that one. No two processes have one ID, so a lock that was cleared is never taken for another.
lock_clear_stale() {
  lock_rights=$home/state/lock.right.$(lock_id "$lock_mine.seen")
  lock_right=$lock_rights
  until ln "$lock_mine" "$lock_right" 2>/dev/null; do
    if ! cat "$lock_right" >"$lock_mine.right" 2>/dev/null || ! lock_is_stale "$lock_mine.right"; then
      # Somebody is at it, or has just done it.
      sleep 0.1 2>/dev/null || sleep 1
      return 0
    fi
    lock_left=$lock_right
    lock_right=$home/state/lock.right.$(lock_id "$lock_mine.right")
    [ "$lock_left" != "$lock_right" ] || return 0
  done
  if [ "$(cat "$lock_file" 2>/dev/null || true)" = "$lock_seen" ]; then
    say "The lock of $(lock_holder "$lock_mine.seen") is taken over: that process has ended."
    rm -f "$lock_file"
  fi
  rm -f "$lock_right" "$lock_rights"
}

lock_id() { printf '%s %s' "$(lock_value pid "$1")" "$(lock_value mark "$1")" | tr -c 'A-Za-z0-9' '-'; }

lock() {
  mkdir -p "$home/state"
  chmod 700 "$home/state"
  lock_file=$home/state/lock
  lock_mine=$home/state/lock.$$
  lock_tries=0
  printf 'pid %s\nmark %s\nuser %s\ncommand %s\nsince %s\n' \
    $$ "$(process_mark $$)" "$(id -un)" "$1" "$(now)" >"$lock_mine"
  # A link is made with its content or not at all.
  until ln "$lock_mine" "$lock_file" 2>/dev/null; do
    lock_tries=$((lock_tries + 1))
    lock_seen=$(cat "$lock_file" 2>/dev/null || true)
    if [ "$lock_tries" -ge 50 ]; then
      rm -f "$lock_mine"
      fail "the lock $lock_file can neither be had nor read: make $home/state yours, then run '$1' again."
    fi
    # Nothing: it was given back in between.
    [ -n "$lock_seen" ] || continue
    printf '%s\n' "$lock_seen" >"$lock_mine.seen"
    if ! lock_is_stale "$lock_mine.seen"; then
      lock_by=$(lock_holder "$lock_mine.seen")
      rm -f "$lock_mine" "$lock_mine.seen"
      fail "$lock_by works on $home: run '$1' again when it has ended."
    fi
    lock_clear_stale
    rm -f "$lock_mine.seen" "$lock_mine.right"
  done
  rm -f "$lock_mine" "$lock_mine.seen"
  lock_held=yes
}
lock_held=no

unlock() {
  [ "$lock_held" = yes ] || return 0
  lock_held=no
  rm -f "$home/state/lock"
}
