package dev.kobako.ladder;

import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.Optional;

/**
 * What a server has on disk before it starts for the first time: a database that was made while its
 * package was installed, or by a step of the build. Tables and catalogues are files of their own,
 * and which of them are read is up to the next query.
 *
 * <p>Known are the clusters of PostgreSQL, the data of MySQL and MariaDB, wherever they are, and
 * what another user than root has below {@code /var/lib}, where FHS 3.0 (5.8) has the state of
 * programs.
 */
final class DataFolders implements Family {
  private static final ImagePath STATE = ImagePath.of("/var/lib");
  private static final String CACHE = ".cache";

  @Override
  public String name() {
    return "data-folders";
  }

  @Override
  public String about() {
    return "All data of a PostgreSQL, MySQL or MariaDB server that the image has, and all that"
        + " another user than root has in a folder below /var/lib, stay where a run opened a file"
        + " of it.";
  }

  @Override
  public void complete(Touched touched) throws IOException {
    for (var each : touched.openedIn(path -> folder(path, touched)).entrySet()) {
      touched.keepAll(each.getKey(), path -> isData(path, touched), each.getValue());
    }
  }

  private static boolean isData(ImagePath path, Touched touched) {
    return !PackageTrees.contains(path, touched.tree()) && !path.names().contains(CACHE);
  }

  /** The topmost folder above a file of which all is one server's. */
  private static Optional<ImagePath> folder(ImagePath file, Touched touched) {
    if (!isData(file, touched)) {
      return Optional.empty();
    }
    boolean isProgram = isProgram(file, touched);
    Optional<ImagePath> topmost = Optional.empty();
    for (Optional<ImagePath> at = file.parent(); at.isPresent(); at = at.get().parent()) {
      if (isDatabase(at.get(), touched) || (!isProgram && isState(at.get(), touched))) {
        topmost = at;
      }
    }
    return topmost;
  }

  /** What is run or loaded shows no use of a state: some programs have their home there. */
  private static boolean isProgram(ImagePath file, Touched touched) {
    return file.name().endsWith(".jar")
        || file.name().contains(".so")
        || (touched.tree().entry(file).orElse(null) instanceof Entry.RegularFile found
            && (found.attributes().mode() & 0111) != 0);
  }

  private static boolean isState(ImagePath folder, Touched touched) {
    return folder.startsWith(STATE)
        && !folder.equals(STATE)
        && touched.tree().entry(folder).orElse(null) instanceof Entry.Directory found
        && found.attributes().uid() != 0;
  }

  /** By the files without which a server does not take a folder for its own. */
  private static boolean isDatabase(ImagePath folder, Touched touched) {
    return (has(folder, "PG_VERSION", touched) && has(folder, "global", touched))
        || (has(folder, "mysql", touched)
            && (has(folder, "ibdata1", touched) || has(folder, "aria_log_control", touched)));
  }

  private static boolean has(ImagePath folder, String name, Touched touched) {
    return touched.tree().entry(folder.child(name)).isPresent();
  }
}
