#!/usr/bin/env bash
# Images whose layers hide much of what is in those below, repacked: beside gzip -6 on one core of the same layers, and the size of what
# is visible. Needs python3, gzip, taskset and GNU tar.
. "$(dirname "$0")/common.sh"
need gzip taskset tar

layers() { find "$work/$1/blobs" -type f -size +64k; }

# The tar of what is visible, as gzip -6 packs it.
visible() { # ARCHIVE
  rm -rf "$work/tree" "$work/shown"
  mkdir "$work/tree"
  "$kobako" slim "oci-archive:$1" --level repack --compression none -q -o "oci:$work/shown" >/dev/null
  for layer in $(layers shown); do tar -xf "$layer" -C "$work/tree"; done
  tar --sort=name -C "$work/tree" -cf - . | gzip -6 | wc -c
}

for kind in deleted shadowed rebuilt; do
  python3 "$checkout/bench/make_wasteful.py" $kind "$work/$kind.tar"
  "$kobako" copy -q "docker-archive:$work/$kind.tar" "oci:$work/$kind" --compression gzip >/dev/null
  tar -C "$work/$kind" -cf "$work/$kind.tar" .
  table "$kind: $(layers $kind | xargs cat | wc -c | awk '{ printf "%.1f MB of layers as gzip", $1 / 1e6 }')"
  row -p "rm -rf $work/home $work/small.tar" "kobako slim --level repack" \
    "$kobako" slim "oci-archive:$work/$kind.tar" --level repack -q -o "oci-archive:$work/small.tar"
  row -p "rm -rf $work/home $work/small.tar" "the same in 256 MB of heap" env KOBAKO_JAVA_OPTS=-Xmx256m \
    "$kobako" slim "oci-archive:$work/$kind.tar" --level repack -q -o "oci-archive:$work/small.tar"
  # shellcheck disable=SC2016 # expanded by the inner shell
  row "gzip -dc | gzip -6, one core" taskset -c 0 bash -c 'for l; do gzip -dc "$l" | gzip -6; done' _ $(layers $kind)
  printf 'kobako: %s bytes; what is visible, as gzip -6: %s bytes\n' \
    "$(tar -xOf "$work/small.tar" --wildcards 'blobs/sha256/*' | wc -c)" "$(visible "$work/$kind.tar")"
done
