package dev.kobako.sandbox;

import dev.kobako.image.ImageConfig;
import dev.kobako.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The process that an image's configuration describes, with what the user of the image says in its
 * place; as with docker run.
 */
public record ImageProcess(ImageConfig config) {
  /** What Docker gives to Linux containers. */
  private static final String PATH =
      "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  /**
   * Program and arguments; nothing where neither the image nor the user names any.
   *
   * @param entrypoint in place of the image's, whose default arguments then don't count; an empty
   *     one for none
   * @param arguments in place of the image's default ones; empty for those
   */
  public List<String> command(Optional<List<String>> entrypoint, List<String> arguments) {
    List<String> command = new ArrayList<>(entrypoint.orElse(config.entrypoint()));
    if (!arguments.isEmpty()) {
      command.addAll(arguments);
    } else if (entrypoint.isEmpty()) {
      command.addAll(config.cmd());
    }
    return List.copyOf(command);
  }

  /** Docker's variables and the image's, each {@code NAME=value}; a later one goes before. */
  public List<String> environment(String hostname) {
    List<String> all = new ArrayList<>(List.of(PATH, "HOSTNAME=" + hostname));
    all.addAll(config.env());
    return List.copyOf(all);
  }

  /** Absolute. */
  public String workingDirectory() {
    String folder = config.workingDir();
    return folder.startsWith("/") ? folder : "/" + folder;
  }

  /**
   * Room for the image's volumes where its root is read-only; nothing is kept of what is written
   * there. Else a container's own changes are such a place.
   *
   * @param layers of the image, the lowest first
   * @param tree what they make together
   * @param mounted what is mounted anyway
   */
  public List<ContainerMount> volumes(
      List<LayerFolders.Unpacked> layers, Supplier<Tree> tree, List<ContainerMount> mounted) {
    List<ContainerMount> volumes = new ArrayList<>();
    for (String volume : config.volumes()) {
      boolean given = mounted.stream().anyMatch(each -> each.target().equals(volume));
      if (!given && volume.startsWith("/")) {
        volumes.add(ContainerMount.forOneRun(layers, tree.get(), volume));
      }
    }
    return volumes;
  }
}
