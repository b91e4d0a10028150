# shellcheck shell=sh
# The images of the release: loaded from images/*.tar, or pulled by digest. What runs is what digests.json names.

# images_table: name, id, manifest and reference of each image for this engine's platform.
images_table() {
  images_platform=$(engine_platform)
  sed -n 's|.*"name": "\([^"]*\)", "platform": "'"$images_platform"'", "id": "\([^"]*\)", "manifest": "\([^"]*\)", "reference": "\([^"]*\)".*|\1 \2 \3 \4|p' \
    "$release/digests.json"
}

# image_is_right ID MANIFEST REFERENCE: the engine has that very image under this name. Engines call an image by the digest of
# its config; those with containerd's store by that of its manifest.
image_is_right() {
  image_found=$(docker image inspect --format '{{.Id}}' "$3" 2>/dev/null) || return 1
  [ "$image_found" = "$1" ] || [ "$image_found" = "$2" ]
}

image_reference() { images_table | sed -n "s/^$1 [^ ]* [^ ]* //p"; }

# image_bring NAME ID MANIFEST REFERENCE
image_bring() {
  if image_is_right "$2" "$3" "$4"; then
    echo "$4 is there"
    return 0
  fi
  image_tar=$release/images/$1-${images_platform#linux/}.tar
  if [ -f "$image_tar" ]; then
    docker load --quiet --input "$image_tar" || return 1
  else
    docker pull --quiet "$4" || {
      echo "$4 could not be pulled: this host needs the network for it, or use the package with 'offline' in its name."
      return 1
    }
  fi
  if ! image_is_right "$2" "$3" "$4"; then
    # An index's digest was checked by the engine when it pulled; a loaded image has only its id.
    case $4 in *@sha256:*) return 0 ;; esac
    echo "$4 is not the image that digests.json names ($2): the package or the engine's copy was changed. Remove it with 'docker image rm $4' and take the package anew."
    return 1
  fi
}

# images_bring: all that the settings need, side by side.
images_bring() {
  images_wanted=$(services)
  images_table >"$home/state/images.$$"
  if [ ! -s "$home/state/images.$$" ]; then
    rm -f "$home/state/images.$$"
    fail "this package has no images for $images_platform: take the one of another release, or another host."
  fi
  images_jobs=
  while read -r image_name image_id image_manifest image_reference; do
    case " $images_wanted " in
      *" $image_name "*)
        image_bring "$image_name" "$image_id" "$image_manifest" "$image_reference" &
        images_jobs="$images_jobs $!"
        ;;
    esac
  done <"$home/state/images.$$"
  rm -f "$home/state/images.$$"
  images_bad=0
  for image_job in $images_jobs; do
    wait "$image_job" || images_bad=1
  done
  [ $images_bad -eq 0 ]
}
