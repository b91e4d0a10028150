# shellcheck shell=sh
# Files in the containers' volumes. The containers are no root, and may not read what only this user can: so a container with
# the reader's user writes what it gets on standard input. Never as an argument or a variable, which others could see.
#
#   { put_file NAME <FILE; put_file …; } | volume_write write-server
#   volume_read write-operations keys.json >FILE

# put_file NAME: a text file as the writer reads it: a line with name and number of lines, then the lines.
put_file() {
  awk -v name="$1" '{ line[NR] = $0 } END { print name, NR; for (i = 1; i <= NR; i++) print line[i] }'
}

# The image has a shell and no other tools. What is there already and the same is left, so that nobody reads it half written.
# shellcheck disable=SC2016 # expanded in the container
volume_writer='
set -eu
umask 077
cd /tmp
nl="
"
while IFS=" " read -r name lines; do
  new=
  while [ "$lines" -gt 0 ]; do IFS= read -r line; new=$new$line$nl; lines=$((lines - 1)); done
  old=
  if [ -r "$name" ]; then while IFS= read -r line; do old=$old$line$nl; done <"$name"; fi
  if [ "$new" != "$old" ]; then printf "%s" "$new" >"$name"; echo "changed $name"; fi
done'
# shellcheck disable=SC2016
volume_reader='while IFS= read -r line; do printf "%s\n" "$line"; done <"/tmp/$0"'

volume_write() { compose run --rm -T --no-deps "$1" "$volume_writer"; }

volume_read() { compose run --rm -T --no-deps "$1" "$volume_reader" "$2" </dev/null 2>/dev/null; }
