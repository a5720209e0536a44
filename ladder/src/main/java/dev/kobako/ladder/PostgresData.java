package dev.kobako.ladder;

import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a PostgreSQL server loads by names in SQL: extensions, procedural languages, conversions,
 * dictionaries of text search, sets of time zones; and what {@code initdb} reads. The compiler of
 * expressions ({@code llvmjit}) is loaded only where it is there, so it stays only where touched.
 */
final class PostgresData implements Family {
  private static final String NAME = "postgresql";
  private static final Set<String> DEAD = Set.of("bitcode", "pgxs", "man", "pkgconfig", "bin");

  @Override
  public String name() {
    return "postgres-data";
  }

  @Override
  public String about() {
    return "Extensions, conversions, text search data and time zone sets of a PostgreSQL server stay"
        + " where a run read any of them, without llvmjit and what extensions are built with.";
  }

  @Override
  public void complete(Touched touched) throws IOException {
    for (var each : touched.openedIn(path -> shared(path, touched)).entrySet()) {
      touched.keepAll(
          each.getKey(),
          path -> !DEAD.contains(Ancestors.below(each.getKey(), path).getFirst()),
          each.getValue());
      for (ImagePath libraries : libraries(each.getKey())) {
        touched.keepAll(
            libraries, path -> isLoaded(Ancestors.below(libraries, path)), each.getValue());
      }
    }
  }

  /** The folder of data, which is the one that has the time zone sets. */
  private static Optional<ImagePath> shared(ImagePath path, Touched touched) {
    return path.toString().contains("/" + NAME)
        ? Ancestors.nearest(
            path, folder -> touched.tree().entry(folder.child("timezonesets")).isPresent())
        : Optional.empty();
  }

  /** {@code PREFIX/share/postgresql/15} belongs to {@code PREFIX/lib/postgresql/15/lib}. */
  private static List<ImagePath> libraries(ImagePath shared) {
    String text = shared.toString();
    int share = text.indexOf("/share/" + NAME);
    List<ImagePath> libraries = new ArrayList<>();
    if (share >= 0) {
      String lib = text.substring(0, share) + "/lib/" + text.substring(share + "/share/".length());
      libraries.add(ImagePath.of(lib + "/lib"));
      libraries.add(ImagePath.of(lib));
    }
    return libraries;
  }

  private static boolean isLoaded(List<String> names) {
    return names.size() == 1
        && names.getFirst().endsWith(".so")
        && !names.getFirst().startsWith("llvmjit");
  }
}
