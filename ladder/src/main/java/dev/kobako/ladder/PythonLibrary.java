package dev.kobako.ladder;

import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The standard library of Python, encodings included: modules import others only when they are
 * called. Sources stay without their compiled twins, but for those that a run opened.
 */
final class PythonLibrary implements Family {
  /**
   * What is for working on Python or for desktops: test suites, the editor, the turtle, what pip is
   * installed from, the texts of {@code help()}, what C extensions are compiled with.
   */
  private static final Set<String> DEAD =
      Set.of(
          "__pycache__",
          "__phello__",
          "test",
          "tests",
          "idle_test",
          "idlelib",
          "tkinter",
          "turtledemo",
          "turtle.py",
          "ensurepip",
          "lib2to3",
          "pydoc_data",
          "site-packages",
          "dist-packages");

  /** Extension modules of the test suite, of desktops, and of NIS, which Python has given up. */
  private static final List<String> DEAD_EXTENSIONS =
      List.of("_test", "_ctypes_test", "_xx", "xx", "_tkinter", "nis.", "ossaudiodev");

  @Override
  public String name() {
    return "python-library";
  }

  @Override
  public String about() {
    return "Python's standard library stays where a run imported any of it, as sources, without"
        + " test suites, IDLE, tkinter, ensurepip, lib2to3, NIS and the texts of help().";
  }

  @Override
  public void complete(Touched touched) throws IOException {
    for (var each : touched.openedIn(path -> library(path, touched)).entrySet()) {
      ImagePath library = each.getKey();
      touched.keepAll(library, path -> !isDead(Ancestors.below(library, path)), each.getValue());
    }
  }

  /** The folder called {@code python3.11} or the like that a path is in, if it has the encodings. */
  private static Optional<ImagePath> library(ImagePath path, Touched touched) {
    return path.toString().contains("/python")
        ? Ancestors.nearest(
                path,
                folder ->
                    isVersioned(folder.name())
                        || folder.name().equals("site-packages")
                        || folder.name().equals("dist-packages"))
            .filter(folder -> isVersioned(folder.name()))
            .filter(folder -> touched.tree().entry(folder.child("encodings")).isPresent())
        : Optional.empty();
  }

  private static boolean isVersioned(String name) {
    return name.startsWith("python") && name.length() > 6 && Character.isDigit(name.charAt(6));
  }

  private static boolean isDead(List<String> names) {
    String last = names.getLast();
    return names.getFirst().startsWith("config-")
        || names.stream().anyMatch(DEAD::contains)
        || (last.endsWith(".so") && DEAD_EXTENSIONS.stream().anyMatch(last::startsWith));
  }
}
