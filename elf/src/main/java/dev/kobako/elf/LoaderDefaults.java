package dev.kobako.elf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is built into a glibc loader. Distributions choose other folders, and the loader's own file
 * is the only place that says which: its constants hold the list of folders in one piece.
 *
 * @param folders the default folders, in order
 * @param lib what {@code $LIB} stands for
 * @param cache path of {@code ld.so.cache}
 * @param preload path of {@code ld.so.preload}
 */
record LoaderDefaults(List<String> folders, String lib, String cache, String preload) {
  private static final int MAX_FOLDERS = 64;

  LoaderDefaults {
    folders = List.copyOf(folders);
  }

  /** Read out of the interpreter; what it does not say is as on the common distributions. */
  static LoaderDefaults of(Probes probes, String interpreter, ElfFile program) {
    List<String> constants = probes.find(interpreter).map(probes::constants).orElse(List.of());
    List<String> folders = folders(constants);
    if (folders.isEmpty()) {
      folders = Machine.of(program).defaultFolders();
    }
    String first = folders.getFirst();
    return new LoaderDefaults(
        folders,
        first.substring(Math.max(0, first.lastIndexOf("/lib")) + 1),
        path(constants, "/ld.so.cache").orElse("/etc/ld.so.cache"),
        path(constants, "/ld.so.preload").orElse("/etc/ld.so.preload"));
  }

  /** The first run of constants that are folders of libraries, each with its final slash. */
  private static List<String> folders(List<String> constants) {
    List<String> folders = new ArrayList<>();
    for (String text : constants) {
      boolean folder =
          text.startsWith("/") && text.endsWith("/") && text.contains("/lib") && text.length() > 2;
      if (folder && folders.size() < MAX_FOLDERS) {
        folders.add(text.substring(0, text.length() - 1));
      } else if (!folders.isEmpty()) {
        break;
      }
    }
    return folders;
  }

  private static Optional<String> path(List<String> constants, String end) {
    return constants.stream()
        .filter(text -> text.startsWith("/") && text.endsWith(end))
        .findFirst();
  }
}
