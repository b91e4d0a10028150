# shellcheck shell=sh
# The release's own files: as they were packed, none changed, missing or added.

package_check() {
  [ -r "$release/SHA256SUMS" ] || fail "$release/SHA256SUMS is missing: unpack the package again."
  package_files=$(cd "$release" && find . -type f ! -name 'SHA256SUMS*' ! -name agenthq.pub | sed 's|^\./||' | LC_ALL=C sort)
  package_listed=$(sed 's/^[0-9a-f]*  //' "$release/SHA256SUMS" | LC_ALL=C sort)
  if [ "$package_files" != "$package_listed" ]; then
    printf '%s\n' "$package_listed" >"$home/state/listed.$$"
    package_odd=$(printf '%s\n' "$package_files" | comm -3 - "$home/state/listed.$$" | tr -d '\t' | head -n 3 | paste -s -d ' ' -)
    rm -f "$home/state/listed.$$"
    fail "$release has not the files of the package (missing or added: $package_odd): delete the folder and unpack the package again."
  fi
  package_made=$(cd "$release" && cut -c 67- SHA256SUMS | while IFS= read -r one; do checksums "$one"; done)
  if [ "$package_made" != "$(cat "$release/SHA256SUMS")" ]; then
    package_odd=$(printf '%s\n' "$package_made" | diff - "$release/SHA256SUMS" | sed -n 's/^[<>] [0-9a-f]*  //p' | sort -u | head -n 3 | paste -s -d ' ' -)
    fail "$package_odd in $release is not as it was packed: delete the folder and unpack the package again, from where you trust it."
  fi
}
