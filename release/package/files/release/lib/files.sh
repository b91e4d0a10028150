# shellcheck shell=sh
# Files that are whole or not there.
umask 077

# write_whole FILE [MODE]: FILE becomes what comes on standard input, by renaming; 0600 unless MODE says otherwise.
write_whole() {
  cat >"$1.new.$$" && chmod "${2:-600}" "$1.new.$$" && mv -f "$1.new.$$" "$1"
}

# now: the time in UTC, for people and programs.
now() { date -u +%Y-%m-%dT%H:%M:%SZ; }

# random_secret: 48 hexadecimal digits, 192 bits.
random_secret() {
  random=$(od -An -N 24 -t x1 /dev/urandom | tr -d ' \n')
  [ ${#random} -eq 48 ] || fail "/dev/urandom gave no random bytes: no secret can be made on this host."
  printf '%s\n' "$random"
}

# checksums: SHA-256 of the named files, as sha256sum prints them.
checksums() {
  if command -v sha256sum >/dev/null 2>&1; then
    sha256sum "$@"
  elif command -v shasum >/dev/null 2>&1; then
    shasum -a 256 "$@"
  else
    fail "neither sha256sum nor shasum is there: install coreutils."
  fi
}
