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
    if [ ! -f "$lock_file" ] && [ "$lock_tries" -lt 20 ]; then
      continue # given back in between
    fi
    cp "$lock_file" "$lock_mine.seen" 2>/dev/null || continue
    if ! lock_is_stale "$lock_mine.seen" || [ "$lock_tries" -ge 20 ]; then
      lock_by=$(lock_holder "$lock_mine.seen")
      rm -f "$lock_mine" "$lock_mine.seen"
      fail "$lock_by works on $home: run '$1' again when it has ended."
    fi
    # Who moves it away takes it over; what was moved must be what was looked at.
    if mv "$lock_file" "$lock_mine.old" 2>/dev/null; then
      if cmp -s "$lock_mine.old" "$lock_mine.seen"; then
        say "The lock of $(lock_holder "$lock_mine.old") is taken over: that process has ended."
      else
        ln "$lock_mine.old" "$lock_file" 2>/dev/null || true
      fi
    fi
    rm -f "$lock_mine.old" "$lock_mine.seen"
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
