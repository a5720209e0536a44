package dev.kobako.sandbox;

/**
 * What is done in a container's namespaces before the OCI runtime takes over. Its standard input is
 * a tar of a {@link Bundle}, laid out in memory; so no secret is on a disk or in an argument, and
 * overlayfs is told of layers by short names, of which many fit into the page that the kernel
 * reads.
 *
 * <p>Where a target of a mount is missing, it is made in a layer of its own between the image's and
 * the container's: what is mounted leaves nothing in what the container changed, and the folders
 * around the target stay as they were. Links are followed inside the root only.
 */
final class ContainerScript {
  /** Begins what is said where the network can't be connected. */
  static final String NO_NETWORK = "its network can't be connected:";

  /**
   * Mounts overlays and finds places in them. Parameters: the folder of the run, the descriptor of
   * the tar, GNU tar.
   */
  static final String LAYERS =
      """
      set -e
      run=$1 tar=$3
      mount -n -t tmpfs -o mode=700,nosuid,nodev tmpfs "$run/m"
      cd "$run/m"
      "$tar" --extract --file=- --same-permissions --same-owner --numeric-owner <&"$2"
      shift 3
      overlay() {
        LIBMOUNT_FORCE_MOUNT2=always mount -n -t overlay -o "userxattr,$1" overlay "$2"
      }
      walk() {
        here=$1 rest=$2 make=$3 top=$1 links=0
        while [ -n "$rest" ]; do
          name=${rest%%/*}
          case $rest in */*) rest=${rest#*/} ;; *) rest= ;; esac
          case $name in
            '' | .) continue ;;
            ..)
              if [ "$here" != "$top" ]; then here=${here%/*}; fi
              continue
              ;;
          esac
          if [ -L "$here/$name" ]; then
            links=$((links + 1))
            if [ "$links" -gt 40 ]; then echo "too many links on the way to $2" >&2; exit 125; fi
            to=$(readlink "$here/$name")
            case $to in /*) here=$top ;; esac
            rest=$to/$rest
          else
            here=$here/$name
            if [ ! -e "$here" ]; then
              if [ "$make" = no ]; then echo "not found: $2" >&2; exit 125; fi
              stub
            fi
          fi
        done
      }
      """;

  /**
   * The function {@code pack}, which writes what {@link FoldersBefore} reads. Then, where files
   * look as in the layers below, {@code same}, NUL and a tar with both; else NUL and a tar of what
   * overlayfs wrote. Parameters: lower folders, whether {@code skip} names the files that are to be
   * left out.
   *
   * <p>Names with a line break are never left out: tar reads a list of lines.
   */
  private static final String PACKING =
      """
      pack() {
        skip=$2
        overlay "lowerdir=$1:e" below
        attributes="--numeric-owner --xattrs --xattrs-include=* --format=posix"
        attributes="$attributes --pax-option=delete=atime,delete=ctime"
        m=$run/m
        set -f
        cd "$m/upper/"
        find . -mindepth 1 -type d -fprintf "$m/folders" '%P\\0' -o \\
          '(' -type f -links 1 -o -type l ')' ! -path '*
      *' -fprintf "$m/names" '%P\\0'
        cd "$m/below"
        if [ -s "$m/folders" ]; then
          xargs -0 stat --printf '%F\\0%a\\0%u\\0%g\\0%.9Y\\0%n\\0' -- <"$m/folders" \\
            2>/dev/null || :
        fi
        printf '\\0'
        if [ "$skip" = no ] && [ -s "$m/names" ]; then
          look='%f %u %g %s %.9Y %n\\0'
          xargs -0 stat --printf "$look" -- <"$m/names" >"$m/below-names" 2>/dev/null || :
          cd "$m"
          if [ -s below-names ]; then
            cd "$m/upper/"
            xargs -0 stat --printf "$look" -- <"$m/names" | sort -z >"$m/after"
            cd "$m"
            sort -z below-names >before
            comm -z -12 before after | cut -z -d ' ' -f 6- >same
          fi
          if [ -s same ]; then
            printf 'same\\0'
            sed -z 's,^,./below/,' same >both
            sed -z 's,^,./upper/,' same folders >>both
            exec "$tar" --create --file=- --no-recursion --hard-dereference $attributes \\
              --null --verbatim-files-from --files-from=both
          fi
        fi
        printf '\\0'
        cd "$m/upper/"
        exec "$tar" --create --file=- --sort=name $attributes --warning=no-file-ignored \\
          --anchored --no-wildcards "--exclude-from=$m/skip" .
      }
      """;

  /**
   * Parameters: lower folders, the runtime, a name, what becomes of the streams ({@code packed},
   * {@code input} of the caller's, or {@code log}), whether to remove the folder at the end, the
   * command that connects a network of the container's own (empty for none), whether somebody
   * outside publishes its ports then, and the mounts.
   *
   * <p>{@code packed}: when the container has ended, a line with the runtime's exit code is written
   * to descriptor 5; after a line on descriptor 4, what {@code pack} writes follows.
   *
   * <p>The container's control groups, if any, are entered beside all that: links named {@code
   * group} and a number lead to the files that take the number of a process. Version 2 of control
   * groups is shown to the runtime, read-only: with that it leaves limits to others. Where the host
   * has it mounted, it is bound, since the kernel waits some 10 ms for each mount of its own.
   *
   * <p>That command is started early, since it can be slower than the mounts, and runs in the
   * namespaces of the script: it ends with the container, however that comes.
   */
  static final String RUN =
      LAYERS
          + PACKING
          + """
          enter() {
            for group in group*; do
              if [ -L "$group" ] && ! echo $$ >"$group"; then
                echo "a container can't be limited by $(readlink "$group")" >&2
                exit 125
              fi
            done
          }
          enter 4<&- 5<&- 6>&- &
          entering=$!
          lower=$1 below=$1 runtime=$2 id=$3 streams=$4 remove=$5 connect=$6 ports=$7
          shift 7
          if [ -n "$connect" ]; then
            wait "$entering"
            entering=
            : >net
            unshare --net=net true
            mkfifo up
            { $connect && echo up >&7; } </dev/null 7>up >connect.log 2>&1 3>&- 4<&- 5<&- 6>&- &
          fi
          parents=0 changed=
          stub() {
            case "$changed" in
              *"|${here%/*}|"*) ;;
              *)
                parents=$((parents + 1))
                touch -r "${here%/*}" "t$parents"
                eval "parent$parents=\\${here%/*}"
                changed="$changed|${here%/*}|"
                ;;
            esac
            if [ -n "${rest#/}" ]; then
              mkdir -m 755 "$here"
              changed="$changed|$here|"
              return
            fi
            case $make in
              file) : >"$here" ;;
              folder) mkdir -m 755 "$here" ;;
              memory) mkdir -m 1777 "$here" ;;
            esac
          }
          overlay "lowerdir=$lower,upperdir=s,workdir=sw,volatile" root 2>/dev/null ||
            overlay "lowerdir=$lower,upperdir=s,workdir=sw" root
          while [ $# -gt 0 ]; do
            case $1 in
              place)
                walk root "$3" "$2"
                shift 3
                ;;
              layers)
                case $4 in
                  ro) overlay "lowerdir=$3:e" "m$2" ;;
                  rw) overlay "lowerdir=$3,upperdir=u$2,workdir=w$2" "m$2" ;;
                esac
                walk "m$2" "$5" no
                if [ -d "$here" ]; then
                  kind=folder
                  mkdir "b$2"
                else
                  kind=file
                  : >"b$2"
                fi
                mount -n --rbind "$here" "b$2"
                walk root "$6" "$kind"
                shift 6
                ;;
              cache)
                if [ ! -e "$3/fs" ]; then
                  new=$(mktemp -d "$3/XXXXXXXX")
                  if [ -n "$7" ]; then
                    overlay "lowerdir=$7:e" "m$2"
                    walk "m$2" "$8" no
                    cp -a "$here/." "$new"
                  fi
                  if [ -z "$7" ] || [ "$8" = / ]; then
                    chown "$5:$6" "$new"
                    chmod "$4" "$new"
                  fi
                  mv -T "$new" "$3/fs" 2>/dev/null || rm -rf "$new"
                fi
                walk root "$9" folder
                shift 9
                ;;
            esac
          done
          while [ "$parents" -gt 0 ]; do
            eval "parent=\\$parent$parents"
            touch -r "t$parents" "$parent"
            parents=$((parents - 1))
          done
          umount -n root
          if [ -n "$changed" ]; then lower=s:$lower; fi
          overlay "lowerdir=$lower,upperdir=u,workdir=w,volatile" root 2>/dev/null ||
            overlay "lowerdir=$lower,upperdir=u,workdir=w" root
          if [ -n "$connect" ]; then
            if [ -z "$(head -c 1 <up)" ]; then
              echo "its network can't be connected:" >&2
              cat connect.log >&2
              exit 125
            fi
            if [ "$ports" = yes ]; then
              echo connected >&3
              read -r published <&4 || exit 125
            fi
          fi
          if [ -n "$entering" ]; then wait "$entering"; fi
          groups=/sys/fs/cgroup how=ro,nosuid,nodev,noexec
          if [ -e "$groups/unified/cgroup.controllers" ]; then groups=$groups/unified; fi
          if [ ! -e "$groups/cgroup.controllers" ] ||
            ! mount -n --bind -o "$how" "$groups" /sys/fs/cgroup 2>/dev/null; then
            mount -n -t cgroup2 -o "$how" cgroup2 /sys/fs/cgroup 2>/dev/null || :
          fi
          echo ready >&3
          set -- "$runtime" --root "$run/m/runtime" --rootless true --log-format json
          case $streams in
            packed)
              code=0
              "$@" --log /proc/self/fd/3 run --bundle "$run/m" --pid-file "$run/started" \\
                "$id" </dev/null 2>&6 6>&- 5>&- 4<&- || code=$?
              exec >&5 2>"$run/pack.log" 3>&- 5>&- 6>&-
              echo "$code"
              read -r go <&4 || exit 0
              umount -n root
              pack "$below" no
              ;;
            input) ;;
            log)
              exec </dev/null >>"$run/log" 2>&1 3>&- 4<&- 6>&-
              code=0
              "$@" --log "$run/runtime.log" run --bundle "$run/m" --pid-file "$run/started" \\
                "$id" || code=$?
              echo "$code" >"$run/ended.new"
              mv "$run/ended.new" "$run/ended"
              if [ "$remove" = yes ] && [ -e "$run/started" ]; then
                cd /
                umount -n -l "$run/m"
                rm -rf "$run"
              fi
              exit
              ;;
          esac
          exec "$@" --log /proc/self/fd/3 run --bundle "$run/m" --pid-file "$run/started" \\
            "$id" 2>&6 6>&- 4<&- 5<&-
          """;

  /** Packs what a container has changed. Parameters: as {@code pack}'s. */
  static final String PACK =
      LAYERS
          + PACKING
          + """
          pack "$@"
          """;

  /**
   * A further process in a container, in the namespaces around it. Parameters: what becomes of the
   * streams ({@code input} of the caller's, {@code none}, or {@code detached}), the folder of the
   * run, the runtime, its name.
   */
  static final String EXEC =
      """
      if [ "$1" != input ]; then exec </dev/null; fi
      echo ready >&3
      cd "$2/m"
      if [ "$1" = detached ]; then
        exec "$3" --root "$2/m/runtime" --rootless true --log-format json --log /proc/self/fd/3 \\
          exec --detach --process /proc/self/fd/5 "$4" >/dev/null 2>&1 6>&- 4<&-
      fi
      exec "$3" --root "$2/m/runtime" --rootless true --log-format json --log /proc/self/fd/3 \\
        exec --process /proc/self/fd/5 "$4" 2>&6 6>&- 4<&-
      """;

  /** Sends a signal to a container's first process. Parameters: folder, runtime, name, number. */
  static final String SIGNAL =
      """
      exec "$2" --root "$1/m/runtime" --rootless true kill "$3" "$4"
      """;

  private ContainerScript() {}
}
