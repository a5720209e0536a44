package dev.kobako.sandbox;

import dev.kobako.tree.PathBytes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line of a {@link TreeRun}: as {@link SetupScript} has it, with a process between that
 * sees both the host's files and the tree, and that the command can't see. It lays the tree out
 * from a tar on its standard input, starts the command in namespaces further inside, and packs what
 * is left. So the tree needs no place on the host, and a killed run leaves nothing of it.
 *
 * <p>Deeper namespaces belong to the same user namespace. What keeps the command from the outer
 * process is that it has a process namespace of its own and fewer capabilities.
 */
final class TreeScript {
  private static final String PACKING =
      """
      root=$1 size=$2 result=$3 tar=$4
      shift 4
      if [ "$size" != 0 ]; then
        mount -n -t tmpfs -o "mode=755,size=$size" tmpfs "$root" || exit 125
      else
        mkdir -m 755 "$root" || exit 125
      fi
      "$tar" --extract --file=- --directory="$root" --same-permissions --same-owner \\
        --numeric-owner --xattrs '--xattrs-include=*' --warning=no-timestamp || exit 125
      "$@" </dev/null
      status=$?
      if [ "$status" = 0 ]; then
        exec >&2 2>&3
        "$tar" --create "--file=$result" --directory="$root" --format=posix --numeric-owner \\
          --pax-option=delete=atime,delete=ctime --xattrs '--xattrs-include=*' \\
          --warning=no-file-ignored . || exit 125
      fi
      exit "$status"
      """;

  private static final String REMOVING = "exec rm -rf -- \"$1\"";

  private final HostTools tools;
  private final String tar;

  TreeScript(HostTools tools) {
    this.tools = tools;
    this.tar = HostTools.find("tar", "install GNU tar");
  }

  /**
   * The whole command line.
   *
   * @param size of the file system in memory, in bytes; 0 to use the folder itself
   */
  List<byte[]> command(TreeRun run, SetupScript.Places places, long size, List<String> asUser) {
    SetupScript setup = new SetupScript(tools, run.run(), places);
    List<String> words = entering(setup, asUser);
    words.addAll(setup.shell(PACKING));
    words.addAll(List.of(run.run().root().toString(), Long.toString(size)));
    words.addAll(List.of(run.result().toString(), tar));
    words.addAll(setup.namespaces());
    words.addAll(setup.inside());
    return encoded(words);
  }

  /** A command line that removes what a run left of {@code folder}, whoever owns it. */
  List<byte[]> removal(TreeRun run, Path folder, List<String> asUser) {
    SetupScript setup = new SetupScript(tools, run.run());
    List<String> words = entering(setup, asUser);
    words.addAll(setup.shell(REMOVING));
    words.add(folder.toString());
    return encoded(words);
  }

  private List<String> entering(SetupScript setup, List<String> asUser) {
    List<String> words = new ArrayList<>(setup.outside(asUser));
    words.addAll(List.of(tools.unshare().toString(), "--user"));
    words.addAll(setup.shell(SetupScript.MAPPED));
    words.addAll(setup.dyingWithUs());
    words.add("--clear-groups");
    words.addAll(List.of(tools.unshare().toString(), "--mount", "--pid", "--fork", "--kill-child"));
    return words;
  }

  private static List<byte[]> encoded(List<String> words) {
    return words.stream().map(PathBytes::encode).toList();
  }
}
