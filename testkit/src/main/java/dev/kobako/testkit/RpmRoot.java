package dev.kobako.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The database of a root in which the host's rpm says to have installed packages that its rpmbuild
 * has built; it is one of SQLite, and their files are not there. For tests that ask {@link
 * #isPossible} first.
 */
public final class RpmRoot {
  private static final Path RPM = Path.of("/usr/bin/rpm");
  private static final Path RPMBUILD = Path.of("/usr/bin/rpmbuild");

  private final Path folder;

  /** A root in an empty folder. */
  public RpmRoot(Path folder) {
    this.folder = folder;
  }

  /** Whether this machine has what it takes. */
  public static boolean isPossible() {
    return Files.isExecutable(RPM) && Files.isExecutable(RPMBUILD);
  }

  /** The root. */
  public Path root() {
    return folder.resolve("root");
  }

  /** The folder of the database. */
  public Path database() {
    return root().resolve("var/lib/rpm");
  }

  /** Builds a package from a spec file, which needs no {@code BuildArch} and no description. */
  public RpmRoot build(String name, String spec) throws IOException {
    Path file = folder.resolve(name + ".spec");
    Files.writeString(
        file,
        "Name: %s\nSummary: The %s\nLicense: MIT\nBuildArch: noarch\n%s\n%%description\n"
                .formatted(name, name, head(spec))
            + spec.substring(head(spec).length()));
    run(
        RPMBUILD.toString(),
        "-bb",
        "--quiet",
        "--define",
        "_topdir " + folder.resolve("build"),
        "--define",
        "__os_install_post %{nil}",
        "--define",
        "_binary_payload w.ufdio",
        file.toString());
    return this;
  }

  /** The fields, which stand before the first section. */
  private static String head(String spec) {
    int section = spec.indexOf("%install");
    return section < 0 ? spec.substring(0, spec.indexOf("%files")) : spec.substring(0, section);
  }

  /** Notes all that was built as installed, by the order of their names. */
  public RpmRoot install() throws IOException {
    Files.createDirectories(database());
    List<String> command =
        new ArrayList<>(
            List.of(
                "-i", "--justdb", "--nodeps", "--noscripts", "--nosignature", "--force-debian"));
    try (Stream<Path> built = Files.walk(folder.resolve("build/RPMS"))) {
      built
          .map(Path::toString)
          .filter(each -> each.endsWith(".rpm"))
          .sorted()
          .forEach(command::add);
    }
    rpm(command.toArray(String[]::new));
    return this;
  }

  /** What rpm prints, asked of this root's database. */
  public String rpm(String... arguments) throws IOException {
    return rpm(database(), arguments);
  }

  /** What rpm prints, asked of a database in a folder. */
  public static String rpm(Path database, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(RPM.toString());
    command.add("--dbpath=" + database.toAbsolutePath());
    command.addAll(List.of(arguments));
    return run(command.toArray(String[]::new));
  }

  /** What a command prints; what one that fails complains of is thrown. */
  public static String run(String... command) throws IOException {
    Path complaints = Files.createTempFile("complaints", ".txt");
    try {
      Process process = new ProcessBuilder(command).redirectError(complaints.toFile()).start();
      process.getOutputStream().close();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      if (code != 0) {
        throw new IOException(
            "%s ended with %d: %s"
                .formatted(String.join(" ", command), code, Files.readString(complaints)));
      }
      return text;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      Files.delete(complaints);
    }
  }
}
