package dev.kobako.sandbox;

import java.util.List;
import java.util.Optional;

/**
 * A path through a link in {@code /proc/self}, which means another process for kobako than for the
 * one that asks: its executable, its folder, its root, a file that it has open.
 *
 * @param link as it is called in the folder of the process
 * @param rest what follows, with its slash; often nothing
 */
record OwnLink(String link, String rest) {
  private static final List<String> FOLDERS = List.of("/proc/self/", "/proc/thread-self/");
  private static final List<String> LINKS = List.of("exe", "cwd", "root");
  private static final String OPEN = "fd/";

  /** Empty for other paths. */
  static Optional<OwnLink> of(String path) {
    for (String folder : FOLDERS) {
      if (path.startsWith(folder)) {
        int start = folder.length() + (path.startsWith(OPEN, folder.length()) ? OPEN.length() : 0);
        int slash = path.indexOf('/', start);
        int end = slash < 0 ? path.length() : slash;
        OwnLink own = new OwnLink(path.substring(folder.length(), end), path.substring(end));
        return own.number() >= 0 || LINKS.contains(own.link) ? Optional.of(own) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** The number of an open file; -1 where it is none. */
  private int number() {
    try {
      return link.startsWith(OPEN) ? Integer.parseInt(link, OPEN.length(), link.length(), 10) : -1;
    } catch (NumberFormatException _) {
      return -1;
    }
  }

  /** Where it leads for a process; empty where nothing is there, or something without a name. */
  Optional<String> led(AskingProcess process, int tid, boolean follows, ContainerPaths paths) {
    if (rest.isEmpty() && !follows) {
      return Optional.of("/proc/self/" + link);
    }
    Optional<String> target = number() < 0 ? process.link(tid, link) : process.open(tid, number());
    return rest.isEmpty()
        ? target
        : target.flatMap(each -> paths.led((each.equals("/") ? "" : each) + rest, follows));
  }
}
