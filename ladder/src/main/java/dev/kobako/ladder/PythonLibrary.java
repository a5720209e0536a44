package dev.kobako.ladder;

import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The standard library of Python: modules import others only when they are called. Sources stay
 * without their compiled twins, but for those that a run opened. Encodings are {@link
 * PythonEncodings}.
 */
final class PythonLibrary implements Family {
  /**
   * What is for working on programs or for desktops: test suites and what runs them, the editor,
   * the turtle, debuggers and profilers, what pip is installed from, the texts of {@code help()};
   * what is written once more in C, which is taken where it is there; sounds and other systems.
   */
  private static final Set<String> DEAD =
      Set.of(
          "__pycache__",
          "__phello__",
          "test",
          "tests",
          "idle_test",
          "unittest",
          "doctest.py",
          "pdb.py",
          "bdb.py",
          "cProfile.py",
          "profile.py",
          "pstats.py",
          "trace.py",
          "tabnanny.py",
          "pyclbr.py",
          "pickletools.py",
          "idlelib",
          "tkinter",
          "turtledemo",
          "turtle.py",
          "ensurepip",
          "lib2to3",
          "pydoc_data",
          "_pydecimal.py",
          "_pyio.py",
          "_pydatetime.py",
          "aifc.py",
          "sunau.py",
          "sndhdr.py",
          "msilib",
          "_osx_support.py",
          "_aix_support.py",
          "macholib",
          "windows_events.py",
          "windows_utils.py",
          "popen_spawn_win32.py",
          "venv",
          "site-packages",
          "dist-packages");

  /**
   * Extension modules of the test suite, those that Python has given up (PEP 594), and those that
   * bring a library of several hundred kilobytes to work on terminals or databases, which are
   * features of their own.
   */
  private static final List<String> DEAD_EXTENSIONS =
      List.of(
          "_test",
          "_ctypes_test",
          "_xx",
          "xx",
          "nis.",
          "ossaudiodev",
          "audioop",
          "_crypt",
          "_tkinter",
          "_curses",
          "readline",
          "_dbm",
          "_gdbm",
          "_sqlite3");

  @Override
  public String name() {
    return "python-library";
  }

  @Override
  public String about() {
    return "Python's standard library stays where a run imported any of it, as sources, without what"
        + " tests, debugs, profiles and converts programs, tkinter, and the modules in C for"
        + " terminals, DBM and SQLite.";
  }

  @Override
  public void complete(Touched touched) throws IOException {
    for (var each : touched.openedIn(path -> library(path, touched)).entrySet()) {
      ImagePath library = each.getKey();
      touched.keepAll(library, path -> !isDead(Ancestors.below(library, path)), each.getValue());
    }
  }

  /**
   * The folder called {@code python3.11} or the like that a path is in, if it has the encodings.
   */
  static Optional<ImagePath> library(ImagePath path, Touched touched) {
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
        || PythonEncodings.contains(names)
        || names.stream().anyMatch(DEAD::contains)
        || (last.endsWith(".so") && DEAD_EXTENSIONS.stream().anyMatch(last::startsWith));
  }
}
