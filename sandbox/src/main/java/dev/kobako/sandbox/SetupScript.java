package dev.kobako.sandbox;

import static java.util.stream.Collectors.joining;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.tree.PathBytes;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The command line that makes a sandbox. Four programs follow each other, each replacing the one
 * before, so that little is left between kobako and the command:
 *
 * <ol>
 *   <li>setsid(1) goes on in a child in a session of its own and ends: the child loses its parent
 *       and becomes ours, with resource counts of its own (a direct child of a JVM would start with
 *       the JVM's peak memory);
 *   <li>{@link #ENTER} tells its number on descriptor 3, waits for a line on descriptor 4, which
 *       says that it is our child, asks to die with kobako, and enters new namespaces;
 *   <li>{@link #MOUNT}, the first process inside, mounts, moves the root over the host's and drops
 *       the capabilities that could undo it;
 *   <li>the command, in its place.
 * </ol>
 *
 * <p>What goes wrong before the command is written to descriptor 3; {@code ready} ends it. All
 * values are positional parameters, never text of a script.
 */
final class SetupScript {
  /** Said on descriptor 3 when only the command itself is left to be started. */
  static final String READY = "ready";

  /** Said on descriptor 3 when a process outside is to write the maps of the user namespace. */
  static final String ENTERED = "entered";

  /** Inside a user namespace without ids: waits on descriptor 4 until there are some. */
  static final String MAPPED =
      """
      echo entered >&3
      read -r mapped <&4 || exit 125
      exec "$@"
      """;

  static final String ENTER =
      """
      echo $$ >&3
      read -r go <&4 || exit 125
      exec 6>&2 2>&3
      exec "$@"
      """;

  /**
   * A mount can't lose in a user namespace what it has outside ({@code nosuid} and the like), nor
   * does it tell in a way that a shell can read fast, so making it read-only tries what is usual.
   *
   * <p>Moving the root over the host's root, rather than changing to it, leaves nothing to climb
   * out to: the way up ends at what is mounted on top. Without CAP_SYS_ADMIN the command can't take
   * that away. What is left is what Docker leaves.
   */
  private static final String MOUNT =
      """
      set -e
      read_only() {
        for more in "" ,nosuid,nodev ,nosuid,nodev,noexec ,nosuid,nodev,noexec,noatime; do
          if mount -n -o "remount,bind,ro$more" "$1" 2>/dev/null; then return; fi
        done
        mount -n -o remount,bind,ro "$1"
      }
      root=$1 proc=$2 mounts=$3
      shift 3
      mount -n --rbind "$root" "$root"
      mount -n -t tmpfs -o mode=755,size=64k,nosuid tmpfs "$root/dev"
      for name in null zero full random urandom tty; do
        : >"$root/dev/$name"
        mount -n --bind "/dev/$name" "$root/dev/$name"
      done
      for link in fd:fd stdin:fd/0 stdout:fd/1 stderr:fd/2; do
        ln -s "/proc/self/${link#*:}" "$root/dev/${link%:*}"
      done
      mkdir "$root/dev/shm"
      mount -n -t tmpfs -o mode=1777,size=64m,nosuid,nodev tmpfs "$root/dev/shm"
      if [ "$proc" = yes ]; then
        mount -n -t proc -o nosuid,nodev,noexec proc "$root/proc"
        for name in bus fs irq sys sysrq-trigger; do
          if [ -e "$root/proc/$name" ]; then
            mount -n --bind "$root/proc/$name" "$root/proc/$name"
            mount -n -o remount,bind,ro,nosuid,nodev,noexec "$root/proc/$name"
          fi
        done
      fi
      while [ "$mounts" -gt 0 ]; do
        mount -n --rbind "$1" "$2"
        if [ "$3" = ro ]; then read_only "$2"; fi
        shift 3
        mounts=$((mounts - 1))
      done
      if command -v ip >/dev/null; then ip link set lo up 2>/dev/null || :; fi
      cd "$root"
      mount -n --move . /
      echo ready >&3
      exec "$@" 2>&6 6>&- 4<&- 3>&-
      """;

  private static final String CAPABILITIES =
      "-all,+chown,+dac_override,+fowner,+fsetid,+kill,+setgid,+setuid,+setpcap,"
          + "+net_bind_service,+net_raw,+sys_chroot,+audit_write,+setfcap";

  /**
   * What the C library lets choose code or data to load (its own list of unsafe variables). The
   * program that changes to the root must not see them: they would name files of the host.
   */
  private static final Set<String> LOADER_VARIABLES =
      Set.of(
          "GCONV_PATH",
          "GETCONF_DIR",
          "GLIBC_TUNABLES",
          "HOSTALIASES",
          "LOCALDOMAIN",
          "LOCPATH",
          "MALLOC_TRACE",
          "NIS_PATH",
          "NLSPATH",
          "RESOLV_HOST_CONF",
          "RES_OPTIONS",
          "TZDIR");

  /** Where the places for mounts are; makes them. */
  interface Places {
    void folder(String target);

    String of(Mount mount);
  }

  private final HostTools tools;
  private final Run run;
  private final Places places;

  /** The steps for one run. */
  SetupScript(HostTools tools, Run run, Places places) {
    this.tools = tools;
    this.run = run;
    this.places = places;
  }

  /** The steps for a run in a folder of the host. */
  SetupScript(HostTools tools, Run run) {
    this(tools, run, new MountPoints(run.root()));
  }

  /**
   * The whole command line.
   *
   * @param asUser a command that changes to another user and runs its arguments; empty to stay
   */
  List<byte[]> command(List<String> asUser) {
    List<String> words = outside(asUser);
    words.addAll(dyingWithUs());
    words.addAll(namespaces("--user", "--map-root-user"));
    words.addAll(inside());
    return words.stream().map(PathBytes::encode).toList();
  }

  /** The steps until it is our child. */
  List<String> outside(List<String> asUser) {
    List<String> words = new ArrayList<>(List.of(tools.setsid().toString(), "--fork"));
    words.addAll(asUser);
    words.addAll(shell(ENTER));
    return words;
  }

  /** A program that makes the next one die with kobako. */
  List<String> dyingWithUs() {
    return List.of(tools.setpriv().toString(), "--pdeathsig", "KILL");
  }

  /**
   * The program that enters the command's namespaces.
   *
   * @param user what to do about a user namespace
   */
  List<String> namespaces(String... user) {
    List<String> words = new ArrayList<>(List.of(tools.unshare().toString()));
    words.addAll(List.of(user));
    words.addAll(List.of("--mount", "--pid", "--ipc", "--uts", "--fork", "--kill-child"));
    switch (run.network()) {
      case NONE -> words.add("--net");
      case HOST -> {}
    }
    return words;
  }

  /** The steps in the command's namespaces, the command included. */
  List<String> inside() {
    List<String> words = new ArrayList<>(shell(MOUNT));
    words.addAll(mounts());
    words.addAll(List.of(tools.setpriv().toString(), "--bounding-set=" + CAPABILITIES));
    words.addAll(start());
    return words;
  }

  /** A script that gets the words after it as its positional parameters. */
  List<String> shell(String script) {
    return List.of(tools.shell().toString(), "-c", script, "kobako");
  }

  private List<String> mounts() {
    places.folder("/dev");
    if (run.proc()) {
      places.folder("/proc");
    }
    List<String> words = new ArrayList<>();
    words.add(run.root().toString());
    words.add(run.proc() ? "yes" : "no");
    words.add(Integer.toString(run.mounts().size()));
    for (Mount mount : run.mounts()) {
      words.add(mount.source().toString());
      words.add(places.of(mount));
      words.add(mount.readOnly() ? "ro" : "rw");
    }
    return words;
  }

  private List<String> start() {
    List<String> words = new ArrayList<>(List.of(tools.env().toString(), "-i"));
    List<String> late = new ArrayList<>();
    for (Map.Entry<String, String> variable : run.environment().entrySet()) {
      (isForLoader(variable.getKey()) ? late : words)
          .add(variable.getKey() + "=" + variable.getValue());
    }
    words.add(tools.unshare().toString());
    words.addAll(List.of("--root=.", "--wd=" + run.workingDirectory(), "--"));
    if (!late.isEmpty()) {
      words.add(envInside(late));
      words.addAll(late);
    }
    words.addAll(run.command());
    return words;
  }

  private static boolean isForLoader(String variable) {
    return variable.startsWith("LD_") || LOADER_VARIABLES.contains(variable);
  }

  private String envInside(List<String> late) {
    for (String place : List.of("/usr/bin/env", "/bin/env")) {
      if (Files.exists(run.root().resolve(place.substring(1)), LinkOption.NOFOLLOW_LINKS)) {
        return place;
      }
    }
    String names =
        late.stream().map(each -> each.substring(0, each.indexOf('='))).collect(joining(", "));
    throw KobakoException.outside(
        Diagnostic.of(
            run.root().toString(),
            "has no /usr/bin/env, which is needed to set " + names + " for the command only",
            "run the check without " + names + ", or keep /usr/bin/env in the image"),
        null);
  }
}
