# shellcheck shell=sh
# tenants, users, usage, job: commands of the server's image, with the migrator's credentials.

# operations WORDS…
operations() { compose run --rm -T --no-deps operations "$@" </dev/null; }

command_operations() {
  settings_load
  settings_check
  engine_require
  [ "$(health postgres)" = healthy ] || fail "the database does not run: './agenthq status' says more, './agenthq install' starts it."
  operations_code=0
  operations "$@" 2>"$home/state/operations.err.$$" || operations_code=$?
  without_compose_remarks <"$home/state/operations.err.$$" | sed "s|'agenthq |'./agenthq |" >&2
  rm -f "$home/state/operations.err.$$"
  exit $operations_code
}
