package dev.kobako.debian;

import dev.kobako.tree.ImagePath;
import dev.kobako.tree.PathBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A package that is unpacked in a tree. Two are equal if name, architecture and version are.
 *
 * <p>Its paths are kept as the bytes of the database and decoded when asked for: a host has some
 * 100,000 of them, and most are never looked at.
 */
public final class InstalledPackage {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9+.-]{0,254}");
  private static final Pattern ARCHITECTURE = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9-]{0,63}");
  private static final Pattern VERSION = Pattern.compile("[a-zA-Z0-9.+:~-]{1,255}");
  private static final Pattern SOURCE =
      Pattern.compile("(?<name>" + NAME + ")(?:\\s*\\((?<version>[^)]*)\\))?");

  private final String name;
  private final String architecture;
  private final String version;
  private final Stanza stanza;
  private final byte[] paths;
  private final Supplier<Optional<String>> md5sums;

  private InstalledPackage(
      String name, Stanza stanza, byte[] paths, Supplier<Optional<String>> md5sums) {
    this.name = name;
    this.architecture = architectureOf(stanza);
    this.version = stanza.field("Version").orElse("");
    this.stanza = stanza;
    this.paths = paths;
    this.md5sums = md5sums;
  }

  /**
   * Whether a stanza speaks of a package with files: names are such as dpkg allows, and the state
   * is beyond {@code config-files}. A stanza without a Status, as distroless writes them, does.
   */
  static boolean isInstalled(Stanza stanza) {
    String state = stanza.field("Status").orElse("install ok installed");
    return matches(NAME, stanza.field("Package").orElse(""))
        && matches(ARCHITECTURE, architectureOf(stanza))
        && matches(VERSION, stanza.field("Version").orElse(""))
        && !state.endsWith(" not-installed")
        && !state.endsWith(" config-files");
  }

  /**
   * The package of an installed stanza.
   *
   * @param paths what it owns: absolute paths, each ended by a line feed
   * @param md5sums reads the checksums when asked
   */
  static InstalledPackage of(Stanza stanza, byte[] paths, Supplier<Optional<String>> md5sums) {
    return new InstalledPackage(stanza.field("Package").orElseThrow(), stanza, paths, md5sums);
  }

  static String architectureOf(Stanza stanza) {
    return stanza.field("Architecture").orElse("all");
  }

  private static boolean matches(Pattern pattern, String value) {
    return pattern.matcher(value).matches();
  }

  /** The package's name, without architecture. */
  public String name() {
    return name;
  }

  /** Debian's name of the architecture: {@code amd64}, {@code arm64}, {@code all}. */
  public String architecture() {
    return architecture;
  }

  /** The version as Debian writes it, epoch and revision included. */
  public String version() {
    return version;
  }

  /**
   * The name of the source package, which is the package's own unless the stanza says otherwise.
   */
  public String source() {
    return sourceField().map(matcher -> matcher.group("name")).orElse(name);
  }

  /** The version of the source package, which is the package's own unless it was rebuilt. */
  public String sourceVersion() {
    return sourceField()
        .flatMap(matcher -> Optional.ofNullable(matcher.group("version")))
        .orElse(version);
  }

  private Optional<Matcher> sourceField() {
    return field("Source").map(SOURCE::matcher).filter(Matcher::matches);
  }

  /**
   * The value of a field of the stanza, such as {@code Depends} or {@code Essential}.
   *
   * @param fieldName in any case
   */
  public Optional<String> field(String fieldName) {
    return stanza.field(fieldName);
  }

  /**
   * Every path the package owns, directories included, as the database writes it and in its order:
   * on a merged-/usr system it may say {@code /lib/x} for the file {@code /usr/lib/x}. Lines that
   * are no absolute paths are left out.
   */
  public List<ImagePath> files() {
    List<ImagePath> files = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < paths.length; i++) {
      if (paths[i] == '\n') {
        path(start, i).ifPresent(files::add);
        start = i + 1;
      }
    }
    return files;
  }

  private Optional<ImagePath> path(int start, int end) {
    try {
      return Optional.of(ImagePath.of(PathBytes.decode(paths, start, end - start)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** The lines behind {@link #files()}; not copied, so not to be changed. */
  byte[] paths() {
    return paths;
  }

  /**
   * The stanza as it stands in the status file, ended by a line feed: what a scanner wants to find
   * in {@code status.d}. {@link PathBytes#encode} gives its exact bytes.
   */
  public String stanza() {
    return stanza.text();
  }

  /**
   * The package's checksums as in the database: a line a regular file, MD5 in hex, two blanks, path
   * without leading slash. Read anew at each call.
   *
   * @throws dev.kobako.diagnostic.KobakoException if the file is there but can't be read
   */
  public Optional<String> md5sums() {
    return md5sums.get();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof InstalledPackage that
        && name.equals(that.name)
        && architecture.equals(that.architecture)
        && version.equals(that.version);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, architecture, version);
  }

  /** Name, architecture and version: {@code libc6:amd64 2.41-12}. */
  @Override
  public String toString() {
    return name + ":" + architecture + " " + version;
  }
}
