package dev.kobako.ladder;

import java.util.List;

/** Pages for {@code man} and {@code info}, with their index. */
final class Manuals implements CleanRule {
  private static final List<String> FOLDERS =
      List.of(
          "/usr/share/man",
          "/usr/local/share/man",
          "/usr/local/man",
          "/usr/share/info",
          "/usr/local/share/info",
          "/var/cache/man");

  @Override
  public String name() {
    return "manuals";
  }

  @Override
  public String about() {
    return "Manual pages and Info documents, which are only for reading, and the index of"
        + " manual pages.";
  }

  @Override
  public void clean(Cleaning cleaning) {
    for (String folder : FOLDERS) {
      CleanPaths.empty(cleaning, folder);
    }
  }
}
