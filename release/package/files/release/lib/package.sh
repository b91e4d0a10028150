# shellcheck shell=sh
# The release's own files: as they were packed, none changed, missing or added; and who signed them.

package_check() {
  [ -r "$release/SHA256SUMS" ] || fail "$release/SHA256SUMS is missing: unpack the package again."
  # The public key is among them, or was put beside them when they were signed.
  package_files=$(cd "$release" && find . -type f ! -name 'SHA256SUMS*' ! -name agenthq.pub | sed 's|^\./||' | LC_ALL=C sort)
  package_listed=$(sed 's/^[0-9a-f]*  //; /^agenthq\.pub$/d' "$release/SHA256SUMS" | LC_ALL=C sort)
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
  package_signature
}

# package_signature: by the key in the package itself, so it says only that all belongs together and by whom it claims to be
# signed. An upgrade compares with the key that is trusted here, in the server's image; before there is one, openssl can.
package_signature() {
  if [ ! -r "$release/SHA256SUMS.minisig" ] || [ ! -r "$release/agenthq.pub" ]; then
    warn "this package is not signed: its files are as its own SHA256SUMS says, but nothing says who packed them."
    return 0
  fi
  case $(openssl version 2>/dev/null || true) in
    'OpenSSL '[3-9]*) ;;
    *)
      warn "the package's signature was not checked, as openssl 3 is not here: compare SHA256SUMS of the download by minisign, as docs/self-hosting.md says."
      return 0
      ;;
  esac
  package_proof=$(mktemp -d "${TMPDIR:-/tmp}/agenthq-signature.XXXXXX")
  # Minisign's format: two letters, the key's number in eight bytes, then the key or the signature of the file's BLAKE2b hash.
  sed -n 2p "$release/agenthq.pub" | openssl base64 -d -A >"$package_proof/key"
  sed -n 2p "$release/SHA256SUMS.minisig" | openssl base64 -d -A | tail -c 64 >"$package_proof/signature"
  { printf '\060\052\060\005\006\003\053\145\160\003\041\000' && tail -c 32 "$package_proof/key"; } >"$package_proof/key.der"
  openssl dgst -blake2b512 -binary -out "$package_proof/hash" "$release/SHA256SUMS"
  package_fits=no
  ! openssl pkeyutl -verify -pubin -keyform DER -inkey "$package_proof/key.der" -rawin -in "$package_proof/hash" \
    -sigfile "$package_proof/signature" || package_fits=yes
  package_key=$(head -c 10 "$package_proof/key" | od -An -t x1 | awk '{ for (i = 10; i > 2; i--) name = name toupper($i) } END { sub(/^0+/, "", name); print name }')
  rm -rf "$package_proof"
  [ $package_fits = yes ] ||
    fail "the signature of the package in $release does not fit: do not use it, and download it again from where it was published."
  [ -s "$home/current" ] ||
    say "It is signed by the key $package_key: is that the one in the release's notes?"
}
