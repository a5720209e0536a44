#!/usr/bin/env bash
# kobako build beside buildah and, where buildkitd and buildctl are on the PATH, BuildKit: cold, and when little or nothing
# has changed. Needs root, buildah, runc, and a network with a mirror of Debian (this machine's own apt's) for the base,
# which all have before the clock starts. BuildKit's daemon is started for the run and has a folder of its own.
# FILES=100000, MEGABYTES=2048 and STAGES=10 by default: some ten minutes, most of them buildah's with the many files, which
# it is given once only. The last lines say how busy the cores were with the stages, and with what else.
. "$(dirname "$0")/common.sh"
need buildah runc sha256sum
runs=${RUNS:-3}
files=${FILES:-100000}
megabytes=${MEGABYTES:-2048}
stages=${STAGES:-10}

driver=${STORAGE_DRIVER:-overlay}
export BUILDAH_ISOLATION=${BUILDAH_ISOLATION:-oci}
storage=(--root "$work/storage" --runroot "$work/run" --storage-driver "$driver")
buildah_bud=(buildah "${storage[@]}" build --layers --pull-never --quiet)
buildkit_pid=
clean() {
  if [ -n "$buildkit_pid" ]; then
    kill "$buildkit_pid" 2>/dev/null && wait "$buildkit_pid" 2>/dev/null || :
  fi
  buildah "${storage[@]}" rm --all >/dev/null 2>&1 || :
  umount "$work"/storage/* 2>/dev/null || :
  rm -rf "$work"
}
trap clean EXIT

socket=unix://$work/buildkit.sock
start_buildkit() {
  has buildkitd && has buildctl || return 0
  buildkitd --root "$work/buildkit" --addr "$socket" --oci-worker=true --oci-worker-binary=runc --oci-worker-net=host \
    --containerd-worker=false >"$work/buildkit.log" 2>&1 &
  buildkit_pid=$!
  for _ in $(seq 100); do
    if buildctl --addr "$socket" debug workers >/dev/null 2>&1; then return; fi
    sleep 0.2
  done
  echo "(left out: buildkitd did not start: $(tail -n 1 "$work/buildkit.log"))"
  kill "$buildkit_pid" 2>/dev/null || :
  buildkit_pid=
}
start_buildkit
echo "load before: $(cut -d ' ' -f 1-3 /proc/loadavg), $(nproc) cores"

# All get the same base, a Debian with gcc.
context() { mkdir -p "$work/$1" && cat >"$work/$1/Dockerfile"; }

context gcc-base <<'END'
FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev && rm -rf /var/lib/apt/lists/*
END
"$kobako" build --compose-bases -q -t bench/gcc "$work/gcc-base" >/dev/null
"$kobako" copy bench/gcc "oci-archive:$work/gcc.tar:bench/gcc" >/dev/null
buildah "${storage[@]}" pull --quiet "oci-archive:$work/gcc.tar" >/dev/null
gcc_id=$(buildah "${storage[@]}" images --quiet | head -1)
buildah "${storage[@]}" tag "$gcc_id" localhost/bench/gcc
"$kobako" copy bench/gcc "oci:$work/gcc" >/dev/null
gcc_digest=$(python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["manifests"][0]["digest"])' "$work/gcc/index.json")

more= # a further option of all three
ours() { # NAME [OPTION...]: one build by kobako
  local name=$1
  shift
  row "$@" "kobako build" "$kobako" build -q ${more:+"$more"} --build-arg GCC=bench/gcc -t "bench/$name" "$work/$name"
}

theirs() { # NAME [OPTION...]: the same by buildah
  local name=$1
  shift
  row "$@" "buildah build --layers" "${buildah_bud[@]}" ${more:+"$more"} --build-arg GCC=localhost/bench/gcc \
    -t "bench/$name" "$work/$name"
}

buildkits() { # NAME [OPTION...]: the same by BuildKit, if there is one
  local name=$1
  shift
  if [ -z "$buildkit_pid" ]; then return; fi
  row "$@" "buildctl build (BuildKit)" buildctl --addr "$socket" build --progress plain --frontend dockerfile.v0 \
    ${more:+"$more"} --local "context=$work/$name" --local "dockerfile=$work/$name" --opt build-arg:GCC=gcc-base \
    --oci-layout "gcc=$work/gcc" --opt "context:gcc-base=oci-layout://gcc@$gcc_digest" \
    --output "type=image,name=bench/$name"
}

context multi <<'END'
ARG GCC
FROM $GCC AS build
COPY *.c /src/
RUN gcc -O2 -static -o /sum /src/*.c
FROM scratch
COPY --from=build /sum /sum
ENTRYPOINT ["/sum"]
END
for i in $(seq 20); do printf 'int part%d(int n) { return n + %d; }\n' "$i" "$i"; done >"$work/multi/parts.c"
printf '#include <stdio.h>\nint main(void) { puts("55"); }\n' >"$work/multi/main.c"

table "gcc in one stage, the program in the other: every step anew"
more=--no-cache
ours multi
theirs multi
buildkits multi
more=

table "nothing changed"
ours multi
theirs multi
buildkits multi

table "all files touched"
ours multi -p "touch $work/multi/*"
theirs multi -p "touch $work/multi/*"
buildkits multi -p "touch $work/multi/*"

# The step by itself is what no tool can be quicker than.
table "one source file changed"
row "gcc, the step by itself" gcc -O2 -static -o "$work/sum" "$work/multi/main.c" "$work/multi/parts.c"
ours multi -p "echo '// changed {run} $RANDOM' >>$work/multi/main.c"
theirs multi -p "echo '// changed {run} $RANDOM' >>$work/multi/main.c"
buildkits multi -p "echo '// changed {run} $RANDOM' >>$work/multi/main.c"

{
  printf 'ARG GCC\nFROM $GCC\nCOPY salt /salt\n'
  for i in $(seq 10); do echo "RUN echo $i >/made$i"; done
} >"$work/Dockerfile.steps"
context steps <"$work/Dockerfile.steps"
table "ten steps one after the other, each an echo"
ours steps -p "echo {run}$RANDOM >$work/steps/salt"
theirs steps -p "echo {run}$RANDOM >$work/steps/salt"
buildkits steps -p "echo {run}$RANDOM >$work/steps/salt"

context many <<'END'
FROM scratch
COPY . /files/
END
python3 - "$work/many" "$files" <<'END'
import os, sys
root, count = sys.argv[1], int(sys.argv[2])
for i in range(count):
    folder = f"{root}/d{i // 100}"
    if i % 100 == 0:
        os.makedirs(folder)
    with open(f"{folder}/f{i}", "w") as out:
        out.write(f"file {i}\n" * 10)
END
table "a context of $files small files, that nobody has seen"
more=--no-cache
anew="rm -rf $work/many.new && cp -r $work/many $work/many.new && rm -rf $work/many && mv $work/many.new $work/many"
ours many -p "$anew"
theirs many -n 0 -p "$anew"
buildkits many -p "$anew"
more=
table "a context of $files small files, unchanged"
ours many
theirs many -n 0
buildkits many

context big <<'END'
FROM scratch
COPY big /big
END
head -c "${megabytes}M" /dev/urandom >"$work/big/big"
# Neither may know the file from the run before.
changed="printf {run}$RANDOM | dd of=$work/big/big conv=notrunc status=none; rm -f $work/copied"
table "COPY of a file of $megabytes MiB, changed"
row -p "$changed" "cp and sha256sum" sh -c "cp $work/big/big $work/copied && sha256sum $work/copied"
ours big -p "$changed"
theirs big -n 0 -p "$changed"
buildkits big -p "$changed"
rm -f "$work/copied"

{
  echo 'ARG GCC'
  for i in $(seq "$stages"); do
    printf 'FROM $GCC AS s%d\nCOPY salt /salt\nRUN s=%d; i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done; echo $i >/out\n' "$i" "$i"
  done
  echo 'FROM scratch'
  for i in $(seq "$stages"); do echo "COPY --from=s$i /out /out$i"; done
} >"$work/Dockerfile.stages"
context stages <"$work/Dockerfile.stages"
table "$stages independent stages of one step each, on $(nproc) cores"
ours stages -p "echo {run}$RANDOM >$work/stages/salt"
row -p "echo {run}$RANDOM >$work/stages/salt" "buildah build --layers --jobs 0" "${buildah_bud[@]}" --jobs 0 \
  --build-arg GCC=localhost/bench/gcc -t bench/stages "$work/stages"
buildkits stages -p "echo {run}$RANDOM >$work/stages/salt"
TIMEFORMAT='kobako build again: %P percent of one core'
echo "again $RANDOM" >"$work/stages/salt"
time "$kobako" build -q --build-arg GCC=bench/gcc -t bench/stages "$work/stages" >/dev/null
echo "load after: $(cut -d ' ' -f 1-3 /proc/loadavg)"
