# shellcheck shell=sh
# What the customer has besides the database: kept before a command changes it, and brought back where it fails.

home_parts='.env config secrets certificates compose.override.yaml'

# snapshot_home FOLDER: the folder holds them as they are now, or is not there.
snapshot_home() {
  rm -rf "$1" "$1.new"
  mkdir -p "$1.new"
  for part in $home_parts; do
    [ ! -e "$home/$part" ] || cp -R -p "$home/$part" "$1.new/"
  done
  mv "$1.new" "$1"
}

# restore_home FOLDER: they become as the folder has them; what was not there then goes.
restore_home() {
  [ -d "$1" ] || return 0
  for part in $home_parts; do
    if [ -d "$1/$part" ]; then
      replace_folder "$1/$part" "$home/$part"
    elif [ -f "$1/$part" ]; then
      write_whole "$home/$part" <"$1/$part"
    else
      rm -rf "${home:?}/$part"
    fi
  done
}

# replace_folder NEW OLD: OLD becomes a copy of NEW. There is a moment without it, no moment with half of it.
replace_folder() {
  rm -rf "$2.new" "$2.old"
  cp -R -p "$1" "$2.new"
  [ ! -e "$2" ] || mv "$2" "$2.old"
  mv "$2.new" "$2"
  rm -rf "$2.old"
}
