# shellcheck shell=sh
command_help() {
  cat <<'TEXT'
Usage: ./agenthq COMMAND [ARGUMENT…]

AgentHQ on this host's Docker engine.

  preflight                  can this host run it? each check with its remedy
  install                    install, or bring in what was changed in .env, config/ and certificates/
  verify                     is it really up? the project's own checks; exit 1 if not
  status [--json]            what runs
  logs [SERVICE] [-f]        what edge, server or postgres wrote
  tenants create|list|show|suspend|resume|rename|tier   organisations
  users invite|reset-password|list   their people
  usage, job                 usage of a month; scheduled work, done now
  doctor                     collects what support needs, without secrets
  backup [--to FOLDER]       one file with the database and the configuration; sealed by --passphrase-file
  restore FILE               the database as a backup has it
  upgrade [PACKAGE]          another release; back by itself where a step fails
  rollback                   the release before, with its configuration; data stay
  stop, start                containers only; data stay
  uninstall [--delete-data]  remove it; data stay unless told otherwise
  compose WORDS…             Docker Compose on this installation
  version

'./agenthq COMMAND --help' says more. The guide is releases/VERSION/docs/self-hosting.md.
Exit codes: 0 done, 1 it did not work, 2 wrong usage or unreadable input.
TEXT
}

# help_if_asked COMMAND WORD…: '--help' among the words is answered, and nothing else is done. The words of tenants, users, usage,
# job and compose are for other programs, which have a help of their own.
help_if_asked() {
  help_command=$1
  shift
  case $help_command in
    preflight | install | verify | status | logs | doctor | backup | restore | upgrade | rollback | start | stop | uninstall) ;;
    *) return 0 ;;
  esac
  for help_word in "$@"; do
    case $help_word in
      -h | --help)
        "${help_command}_help"
        exit 0
        ;;
    esac
  done
}
