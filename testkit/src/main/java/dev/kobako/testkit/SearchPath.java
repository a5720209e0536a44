package dev.kobako.testkit;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The folders of PATH, in which tests look for programs of the host that they compare with. */
public final class SearchPath {
  private SearchPath() {}

  /** The first program of that name. */
  public static Optional<Path> find(String name) {
    return find(List.of(), name);
  }

  /**
   * The program that a system property names, or else the first of that name.
   *
   * @param property which gives a path, or a name that is on the PATH
   */
  public static Optional<Path> findOrNamedBy(String property, String name) {
    return Optional.ofNullable(System.getProperty(property)).map(Path::of).or(() -> find(name));
  }

  /**
   * The first program that has one of the names.
   *
   * @param before folders to look into before those of PATH
   */
  public static Optional<Path> find(List<String> before, String... names) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.concat(before.stream(), Stream.of(path.split(File.pathSeparator)))
        .flatMap(folder -> Arrays.stream(names).map(Path.of(folder)::resolve))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
