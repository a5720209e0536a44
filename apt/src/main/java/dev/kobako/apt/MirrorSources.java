package dev.kobako.apt;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The sources of a mirror of which only the URL is known. */
record MirrorSources(KnownSuites suites, List<String> components) {
  /** What messages call the place where such sources were written. */
  private static final String PLACE = "--mirror";

  MirrorSources {
    components = List.copyOf(components);
  }

  /**
   * The suite, its updates and its security, as far as there are such.
   *
   * @param archive URL, which may end in a snapshot's point in time
   */
  List<AptSource> of(String archive, String suite) {
    List<String> here = new ArrayList<>(List.of(suite));
    suites.updates(suite).ifPresent(here::add);
    Optional<String> security = suites.security(suite);
    if (!suites.hasSecurityArchive()) {
      security.ifPresent(here::add);
      return List.of(source(archive, here, suite));
    }
    List<AptSource> sources = new ArrayList<>(List.of(source(archive, here, suite)));
    Optional<String> beside = securityArchive(archive);
    if (security.isPresent() && beside.isPresent()) {
      sources.add(source(beside.get(), List.of(security.get()), suite));
    }
    return sources;
  }

  private AptSource source(String archive, List<String> suitesHere, String named) {
    Set<String> guessed = new HashSet<>(suitesHere);
    guessed.remove(named);
    return new AptSource(
        archive,
        suitesHere,
        components,
        List.of(),
        Optional.empty(),
        !isSnapshot(archive),
        guessed,
        PLACE);
  }

  /**
   * Debian's security is a second archive, which mirrors have as a sibling: {@code
   * …/debian-security} beside {@code …/debian}. An archive at a server's root has no sibling.
   */
  static Optional<String> securityArchive(String archive) {
    int slash = archive.lastIndexOf('/');
    if (isSnapshot(archive)) {
      return securityArchive(archive.substring(0, slash))
          .map(each -> each + archive.substring(slash));
    }
    boolean isRoot = slash < 0 || archive.indexOf("://") + 2 == slash;
    return isRoot ? Optional.empty() : Optional.of(archive + "-security");
  }

  static boolean isSnapshot(String archive) {
    return Snapshot.isPoint(archive.substring(archive.lastIndexOf('/') + 1));
  }
}
