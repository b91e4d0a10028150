# shellcheck shell=sh
# What is said to people. Results go to standard output; everything else to descriptor 3, the standard error that the
# program was started with, so that it is seen even where a step's output goes into its log.
exec 3>&2

# say SENTENCE: what happens.
say() { printf '%s\n' "$*" >&3; }

# warn SENTENCE: what is not as it should be, and does not stop us.
warn() { printf 'warning: %s\n' "$*" >&3; }

# fail SENTENCE: it did not work; exit 1.
fail() {
  printf 'agenthq: %s\n' "$*" >&3
  said=yes
  exit 1
}

# refuse SENTENCE: used wrongly, or unreadable input; exit 2.
refuse() {
  printf 'agenthq: %s\n' "$*" >&3
  said=yes
  exit 2
}
said=no

# Somebody can be asked: both ends are a terminal.
is_terminal() { [ -t 0 ] && [ -t 3 ]; }

# json TEXT: as a string of JSON, in quotes.
json() {
  printf '%s' "$1" | sed 's/\\/\\\\/g; s/"/\\"/g' | awk 'NR > 1 { printf "\\n" } { printf "%s", $0 } BEGIN { printf "\"" } END { printf "\"" }'
}
