package dev.kobako.apt;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An entry of sources.list(5): one archive's suites.
 *
 * @param archive URL of the archive's root, without a slash at its end; may hold a user's name and
 *     password, which no message shows
 * @param suites names of folders under {@code dists}
 * @param components {@code main}, {@code non-free-firmware}, …
 * @param architectures which ones it is for; empty for all
 * @param signedBy whose signature makes it trusted; without it any key of the distribution's
 * @param checkValidUntil whether a release that has expired is refused; archives of old days switch
 *     it off
 * @param guessed which of the suites nobody named: those of updates and security that belong to a
 *     named one, which an archive need not have
 * @param place where the entry was written, for messages: {@code
 *     /etc/apt/sources.list.d/debian.sources}, {@code --mirror}
 */
public record AptSource(
    String archive,
    List<String> suites,
    List<String> components,
    List<String> architectures,
    Optional<SignedBy> signedBy,
    boolean checkValidUntil,
    Set<String> guessed,
    String place) {
  public AptSource {
    suites = List.copyOf(suites);
    components = List.copyOf(components);
    architectures = List.copyOf(architectures);
    guessed = Set.copyOf(guessed);
  }

  /** An entry whose suites somebody named, all of them. */
  AptSource(
      String archive,
      List<String> suites,
      List<String> components,
      List<String> architectures,
      Optional<SignedBy> signedBy,
      boolean checkValidUntil,
      String place) {
    this(archive, suites, components, architectures, signedBy, checkValidUntil, Set.of(), place);
  }

  /** Whether it is for packages of that architecture. */
  boolean isFor(String architecture) {
    return architectures.isEmpty() || architectures.contains(architecture);
  }

  /** For messages: without the user and the password that a URL may hold. */
  static String withoutLogin(String url) {
    int scheme = url.indexOf("://");
    if (scheme < 0) {
      return url;
    }
    int start = scheme + 3;
    int slash = url.indexOf('/', start);
    int user = url.lastIndexOf('@', slash < 0 ? url.length() : slash);
    return user < start ? url : url.substring(0, start) + url.substring(user + 1);
  }

  @Override
  public String toString() {
    return "deb " + withoutLogin(archive) + " " + suites + " " + components + " (" + place + ")";
  }
}
