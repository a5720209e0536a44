package dev.kobako.apt;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * From where packages come: what the user names, else what the host's apt has for that suite, else
 * the host's mirror with another suite.
 *
 * @param hostRoot {@code /}, or what tests have in its place
 * @param lines entries in the one-line style that the user gives; they stand alone
 * @param mirror archive that the user names, for the suite, its updates and security
 * @param components which ones; {@code main} alone by default
 * @param snapshot point in time as snapshot.debian.org writes it: {@code 20250520T000000Z}
 */
public record SourceChoice(
    Path hostRoot,
    List<String> lines,
    Optional<String> mirror,
    List<String> components,
    Optional<String> snapshot) {
  public SourceChoice {
    lines = List.copyOf(lines);
    components = List.copyOf(components);
  }

  /**
   * The entries for a distribution's suite, with its updates and security where there are such.
   *
   * @param distribution {@code debian} or {@code ubuntu}
   * @param suite {@code bookworm}
   * @throws dev.kobako.diagnostic.KobakoException usage, where nothing says where packages are:
   *     with the way to name a mirror
   */
  public List<AptSource> sources(String distribution, String suite) {
    throw new UnsupportedOperationException();
  }
}
