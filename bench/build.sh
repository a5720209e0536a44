#!/usr/bin/env bash
# kobako build beside buildah, cold and when little or nothing has changed. Needs root, buildah, runc, and a network with a
# mirror of Debian (this machine's own apt's) for the base, which both have before the clock starts.
# FILES=100000, MEGABYTES=2048 and STAGES=10 by default; the last lines say how busy the cores were with the stages.
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
trap 'buildah "${storage[@]}" rm --all >/dev/null 2>&1 || :; umount "$work"/storage/* 2>/dev/null || :; rm -rf "$work"' EXIT

# Both get the same base, a Debian with gcc.
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

ours() { # NAME [OPTION...]: one build by kobako
  local name=$1
  shift
  row "$@" "kobako build" "$kobako" build -q --build-arg GCC=bench/gcc -t "bench/$name" "$work/$name"
}

theirs() { # NAME [OPTION...]: the same by buildah
  local name=$1
  shift
  row "$@" "buildah build --layers" "${buildah_bud[@]}" --build-arg GCC=localhost/bench/gcc -t "bench/$name" "$work/$name"
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
row "kobako build --no-cache" "$kobako" build -q --no-cache --build-arg GCC=bench/gcc -t bench/multi "$work/multi"
row "buildah build --layers --no-cache" "${buildah_bud[@]}" --no-cache --build-arg GCC=localhost/bench/gcc \
  -t bench/multi "$work/multi"

table "nothing changed"
ours multi
theirs multi

table "all files touched"
ours multi -p "touch $work/multi/*"
theirs multi -p "touch $work/multi/*"

# The step by itself is what no tool can be quicker than.
table "one source file changed"
row "gcc, the step by itself" gcc -O2 -static -o "$work/sum" "$work/multi/main.c" "$work/multi/parts.c"
ours multi -p "echo '// changed {run} $RANDOM' >>$work/multi/main.c"
theirs multi -p "echo '// changed {run} $RANDOM' >>$work/multi/main.c"

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
table "a context of $files small files, unchanged"
ours many
theirs many

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
theirs big -p "$changed"
rm -f "$work/copied"

{
  echo 'ARG GCC'
  for i in $(seq "$stages"); do
    printf 'FROM $GCC AS s%d\nCOPY salt /salt\nRUN i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done; echo $i >/out\n' "$i"
  done
  echo 'FROM scratch'
  for i in $(seq "$stages"); do echo "COPY --from=s$i /out /out$i"; done
} >"$work/Dockerfile.stages"
context stages <"$work/Dockerfile.stages"
table "$stages independent stages of one step each, on $(nproc) cores"
ours stages -p "echo {run}$RANDOM >$work/stages/salt"
row -p "echo {run}$RANDOM >$work/stages/salt" "buildah build --layers --jobs 0" "${buildah_bud[@]}" --jobs 0 \
  --build-arg GCC=localhost/bench/gcc -t bench/stages "$work/stages"
TIMEFORMAT='kobako build again: %P percent of one core'
echo "again $RANDOM" >"$work/stages/salt"
time "$kobako" build -q --build-arg GCC=bench/gcc -t bench/stages "$work/stages" >/dev/null
