#!/usr/bin/env bash
# Moving an image of seven layers (478 MB, 178 MB as gzip) from, to and between registries on this machine.
# Needs docker-registry, skopeo and python3; crane and regctl are peers where they are installed, and dockerd where
# DOCKER_HOST names one. Every run is cold on the side it writes to; what it reads is in the page cache.
. "$(dirname "$0")/common.sh"
need docker-registry skopeo
runs=${RUNS:-3}

start_registry() { # NAME: its address is in $work/NAME.address, what it holds in $work/NAME
  local config=$work/$1.yml
  mkdir "$work/$1"
  printf 'version: 0.1\nstorage: {filesystem: {rootdirectory: "%s"}}\nhttp: {addr: "127.0.0.1:0", secret: none}\n' \
    "$work/$1" >"$config"
  docker-registry serve "$config" >"$work/$1.log" 2>&1 &
  registries+=($!)
  local end=$((SECONDS + 20))
  until sed -nE 's/.*listening on (127[0-9.:]+).*/\1/p' "$work/$1.log" >"$work/$1.address" && [ -s "$work/$1.address" ]; do
    [ "$SECONDS" -lt "$end" ] || { cat "$work/$1.log" >&2; exit 3; }
    sleep 0.1
  done
}

registries=()
trap 'kill "${registries[@]}" 2>/dev/null; rm -rf "$work"' EXIT
start_registry source
start_registry target
source=$(cat "$work/source.address")
target=$(cat "$work/target.address")
# the other repositories of the source stay empty, and the target holds nothing
forget_copies="rm -rf $work/source/docker/registry/v2/repositories/copy*"
forget_target="rm -rf $work/target/docker"
forget_layout="rm -rf $work/layout"

archive=${ARCHIVE:-$work/app.tar}
[ -r "$archive" ] || python3 "$(dirname "$0")/make_layers.py" "$archive"
skopeo --insecure-policy copy -q --dest-tls-verify=false "docker-archive:$archive" "docker://$source/app:1"
skopeo --insecure-policy copy -q --src-tls-verify=false "docker://$source/app:1" "oci:$work/pulled:1"
printf 'image: %s MB in a docker-archive, %s MB in the registry\n' \
  "$(($(stat -c %s "$archive") / 1000000))" "$(($(du -sb "$work/source" | cut -f1) / 1000000))"

table "registry → OCI layout"
row -p "$forget_layout" "kobako copy" "$kobako" copy "docker://$source/app:1" "oci:$work/layout:1"
row -p "$forget_layout" "skopeo copy" \
  skopeo --insecure-policy copy -q --src-tls-verify=false "docker://$source/app:1" "oci:$work/layout:1"
has crane && row -p "$forget_layout" "crane pull" crane --insecure pull --format=oci "$source/app:1" "$work/layout"
has regctl && row -p "$forget_layout" "regctl image copy" \
  regctl --host "reg=$source,tls=disabled" image copy "$source/app:1" "ocidir://$work/layout:1"

table "registry → same registry, other repository (mount)"
row -p "$forget_copies" "kobako copy" "$kobako" copy "docker://$source/app:1" "docker://$source/copy{run}:1"
row -p "$forget_copies" "skopeo copy" skopeo --insecure-policy copy -q --src-tls-verify=false --dest-tls-verify=false \
  "docker://$source/app:1" "docker://$source/copy{run}:1"
has crane && row -p "$forget_copies" "crane copy" crane --insecure copy "$source/app:1" "$source/copy{run}:1"
has regctl && row -p "$forget_copies" "regctl image copy" \
  regctl --host "reg=$source,tls=disabled" image copy "$source/app:1" "$source/copy{run}:1"

table "registry → other registry"
row -p "$forget_target" "kobako copy" "$kobako" copy "docker://$source/app:1" "docker://$target/app{run}:1"
row -p "$forget_target" "skopeo copy" skopeo --insecure-policy copy -q --src-tls-verify=false --dest-tls-verify=false \
  "docker://$source/app:1" "docker://$target/app{run}:1"
has crane && row -p "$forget_target" "crane copy" crane --insecure copy "$source/app:1" "$target/app{run}:1"
has regctl && row -p "$forget_target" "regctl image copy" regctl --host "reg=$source,tls=disabled" \
  --host "reg=$target,tls=disabled" image copy "$source/app:1" "$target/app{run}:1"

table "push of layers that are compressed already"
"$kobako" pull --quiet "docker://$source/app:1" >/dev/null
row -p "$forget_target" "kobako push, from the store" "$kobako" push "$source/app:1" "docker://$target/app{run}:1"
row -p "$forget_target" "skopeo copy, from a layout" \
  skopeo --insecure-policy copy -q --dest-tls-verify=false "oci:$work/pulled:1" "docker://$target/app{run}:1"
has crane && row -p "$forget_target" "crane push, of a layout" crane --insecure push "$work/pulled" "$target/app{run}:1"

table "push with compression, from a docker-archive"
row -p "$forget_target" "kobako copy --compression gzip:6" \
  "$kobako" copy --compression gzip:6 "docker-archive:$archive" "docker://$target/app{run}:1"
row -p "$forget_target" "skopeo copy" \
  skopeo --insecure-policy copy -q --dest-tls-verify=false "docker-archive:$archive" "docker://$target/app{run}:1"
has crane && row -p "$forget_target" "crane push (gzip:1)" crane --insecure push "$archive" "$target/app{run}:1"
if [ -z "${DOCKER_HOST-}" ]; then
  echo "(left out: docker push, as DOCKER_HOST names no dockerd)"
elif has docker; then
  docker load -q -i "$archive" >/dev/null
  row -p "$forget_target; docker tag bench/app:1 $target/app{run}:1" "docker push" docker push -q "$target/app{run}:1"
  docker images -q --filter "reference=$target/app*" | sort -u | xargs -r docker rmi -f >/dev/null
fi
