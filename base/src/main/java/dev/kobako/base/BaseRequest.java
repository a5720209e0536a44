package dev.kobako.base;

import dev.kobako.debian.Relation;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a base is to be: of which packages, and what lies beside them. From options, or from a
 * {@code base.yaml}.
 *
 * @param distribution {@code debian} or {@code ubuntu}
 * @param suite {@code bookworm}
 * @param kind what is done to the packages
 * @param packages what the user asks for
 * @param excluded packages that must not be in it
 * @param recommends whether recommended packages are taken
 * @param copyright whether copyright files stay where other documentation goes
 * @param accounts users that are made
 * @param files what is put into it beside packages
 * @param settings how the image is run
 */
public record BaseRequest(
    String distribution,
    String suite,
    Kind kind,
    List<Relation> packages,
    SortedSet<String> excluded,
    boolean recommends,
    boolean copyright,
    List<Account> accounts,
    List<AddedFile> files,
    BaseSettings settings) {
  /** What is done to the packages. */
  public enum Kind {
    /** Essential packages and apt as well; maintainer scripts run, so apt works in the image. */
    FULL,
    /** The packages alone; no dpkg and no scripts, but their effects, made by kobako. */
    DISTROLESS
  }

  /**
   * A user with a group of the same name and number.
   *
   * @param uid 0 to 2^32-2
   * @param home folder, made if it is not there
   * @param shell program
   */
  public record Account(String name, long uid, long gid, String home, String shell) {}

  /**
   * A file or folder that is added.
   *
   * @param source on the host, relative to the file that names it; or text in place of it
   * @param target in the image
   * @param mode permission bits; -1 for those of the source
   */
  public record AddedFile(Source source, String target, int mode, long uid, long gid) {
    /** Where the bytes come from. */
    public sealed interface Source {
      /** A file or folder of the host. */
      record Host(java.nio.file.Path path) implements Source {}

      /** Text. */
      record Text(String text) implements Source {}
    }
  }

  /** How the image is run; empty for what is not said. */
  public record BaseSettings(
      SortedMap<String, String> environment,
      List<String> entrypoint,
      List<String> command,
      String workingDirectory,
      String user,
      SortedMap<String, String> labels) {
    public BaseSettings {
      environment = new TreeMap<>(environment);
      entrypoint = List.copyOf(entrypoint);
      command = List.copyOf(command);
      labels = new TreeMap<>(labels);
    }

    /** Nothing is said. */
    public static BaseSettings none() {
      return new BaseSettings(new TreeMap<>(), List.of(), List.of(), "", "", new TreeMap<>());
    }
  }

  public BaseRequest {
    packages = List.copyOf(packages);
    excluded = new TreeSet<>(excluded);
    accounts = List.copyOf(accounts);
    files = List.copyOf(files);
  }

  /** The packages that such a base has anyway, and nothing beside them. */
  public static BaseRequest of(BaseName name, Kind kind) {
    return new BaseRequest(
        name.distribution(),
        name.suite(),
        kind,
        List.of(),
        new TreeSet<>(),
        false,
        true,
        List.of(),
        List.of(),
        BaseSettings.none());
  }
}
