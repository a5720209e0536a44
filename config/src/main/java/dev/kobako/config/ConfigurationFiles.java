package dev.kobako.config;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Where kobako's own configuration lies.
 *
 * <p>The project's is {@value #PROJECT}, in the working folder or the nearest one above it up to
 * the root of the working copy, known by its {@code .git}, {@code .hg} or {@code .jj}. Outside of a
 * working copy only the working folder counts: a file in {@code /tmp}, where anybody may put one,
 * must not rule what is below. The user's is {@code kobako/config.yaml} in the XDG configuration
 * folder. What the project says counts more.
 */
public final class ConfigurationFiles {
  /** The name of the project's file. */
  public static final String PROJECT = ".kobako.yaml";

  private static final int MAX_FOLDERS = 100;
  private static final String[] WORKING_COPY = {".git", ".hg", ".jj"};

  private ConfigurationFiles() {}

  /**
   * What both files say together; nothing is loaded to read them where there is none.
   *
   * @param environment of the process
   * @throws KobakoException a finding, where a file says what nobody knows; outside, where it can't
   *     be read
   */
  public static Configuration read(SortedMap<String, String> environment, Path workingFolder) {
    Configuration project =
        project(workingFolder).map(ConfigurationFiles::read).orElse(Configuration.NONE);
    Configuration user = user(environment).map(ConfigurationFiles::read).orElse(Configuration.NONE);
    return project.or(user);
  }

  /** The project's file, if there is one. */
  static Optional<Path> project(Path workingFolder) {
    Path nearest = null;
    Path folder = workingFolder.toAbsolutePath().normalize();
    Path start = folder;
    for (int i = 0; folder != null && i < MAX_FOLDERS; i++) {
      Path file = folder.resolve(PROJECT);
      if (nearest == null && Files.exists(file)) {
        nearest = file;
      }
      if (isWorkingCopy(folder)) {
        return Optional.ofNullable(nearest);
      }
      folder = folder.getParent();
    }
    return Optional.of(start.resolve(PROJECT)).filter(Files::exists);
  }

  private static boolean isWorkingCopy(Path folder) {
    for (String name : WORKING_COPY) {
      if (Files.exists(folder.resolve(name))) {
        return true;
      }
    }
    return false;
  }

  /** The user's file, if there is one. */
  static Optional<Path> user(SortedMap<String, String> environment) {
    return variable(environment, "XDG_CONFIG_HOME")
        .or(() -> variable(environment, "HOME").map(home -> home.resolve(".config")))
        .map(folder -> folder.resolve("kobako").resolve("config.yaml"))
        .filter(Files::exists);
  }

  /** Relative ones don't count, as the XDG base directory specification has it. */
  private static Optional<Path> variable(SortedMap<String, String> environment, String name) {
    String value = environment.getOrDefault(name, "");
    return value.startsWith("/") ? Optional.of(Path.of(value)) : Optional.empty();
  }

  private static Configuration read(Path file) {
    return Configuration.read(file.toString(), bytes(file));
  }

  /**
   * The bytes of a file that a user wrote, no more than one too many.
   *
   * @throws KobakoException a finding, where there is no such file, or something else; outside,
   *     where it can't be read
   */
  public static byte[] bytes(Path file) {
    try {
      // Nothing but a regular file is opened: a pipe could keep us waiting for ever.
      if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
        throw KobakoException.finding(
            Diagnostic.of(file.toString(), "is no file, expected YAML", "name a file"));
      }
      try (InputStream in = Files.newInputStream(file)) {
        return in.readNBytes(Yaml.MAX_BYTES + 1);
      }
    } catch (NoSuchFileException _) {
      throw KobakoException.finding(
          Diagnostic.of(file.toString(), "there is no such file", "check the path"));
    } catch (IOException e) {
      throw KobakoException.outside(
          Diagnostic.of(
              file.toString(),
              "can't be read: " + reason(e),
              "check that the file can be read by you"),
          e);
    }
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    String reason = e instanceof FileSystemException system ? system.getReason() : null;
    return reason == null ? e.getClass().getSimpleName() : reason;
  }
}
