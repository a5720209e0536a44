package dev.kobako.apt;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a host's own sources say about where a distribution's suite is. Sources of others, which
 * often call their suites after the distribution's, don't count: a base has what the distribution
 * itself has.
 */
final class HostMirror {
  private final KnownSuites suites;
  private final List<String> components;
  private final List<AptSource> own;

  HostMirror(KnownSuites suites, List<String> components, List<AptSource> host) {
    this.suites = suites;
    this.components = List.copyOf(components);
    this.own = host.stream().filter(this::isOwn).toList();
  }

  /** The suite, its updates and security; empty where the host has no mirror. */
  List<AptSource> of(String suite) {
    Optional<AptSource> main = having(suite).or(() -> otherSuite().map(this::forAnySuite));
    if (main.isEmpty()) {
      return List.of();
    }
    List<AptSource> sources = new ArrayList<>();
    sources.add(with(main.get(), suite));
    suites
        .updates(suite)
        .ifPresent(updates -> sources.add(with(having(updates).orElse(main.get()), updates)));
    suites
        .security(suite)
        .flatMap(security -> securitySource(main.get(), security))
        .ifPresent(sources::add);
    return sources;
  }

  private Optional<AptSource> securitySource(AptSource main, String suite) {
    Optional<AptSource> listed = having(suite);
    if (listed.isPresent()) {
      return Optional.of(with(listed.get(), suite));
    }
    if (!suites.hasSecurityArchive()) {
      return Optional.of(with(main, suite));
    }
    Optional<AptSource> ofOther =
        own.stream()
            .filter(each -> each.suites().stream().anyMatch(KnownSuites::isSecurity))
            .findFirst();
    return ofOther
        .map(this::forAnySuite)
        .or(() -> MirrorSources.securityArchive(main.archive()).map(each -> at(main, each)))
        .map(each -> with(each, suite));
  }

  private Optional<AptSource> having(String suite) {
    return own.stream().filter(each -> each.suites().contains(suite)).findFirst();
  }

  private Optional<AptSource> otherSuite() {
    return own.stream()
        .filter(each -> !each.suites().stream().allMatch(KnownSuites::isSecurity))
        .findFirst();
  }

  private boolean isOwn(AptSource source) {
    if (source.components().stream().noneMatch(suites.components()::contains)) {
      return false;
    }
    if (source.signedBy().orElse(null) instanceof SignedBy.KeyFile(var file)) {
      return String.valueOf(file.getFileName()).startsWith(suites.distribution() + "-archive-");
    }
    int userEnd = source.archive().lastIndexOf('@') + 1;
    return source
        .archive()
        .substring(userEnd)
        .toLowerCase(Locale.ROOT)
        .contains(suites.distribution());
  }

  /** A key file for one suite alone says nothing about another suite's keys. */
  private AptSource forAnySuite(AptSource source) {
    boolean hasAllKeys =
        source.signedBy().orElse(null) instanceof SignedBy.KeyFile(var file)
            && String.valueOf(file.getFileName())
                .startsWith(suites.distribution() + "-archive-keyring.");
    return hasAllKeys ? source : signedBy(source, Optional.empty());
  }

  private static AptSource signedBy(AptSource source, Optional<SignedBy> signedBy) {
    return new AptSource(
        source.archive(),
        source.suites(),
        source.components(),
        source.architectures(),
        signedBy,
        source.checkValidUntil(),
        source.guessed(),
        source.place());
  }

  private static AptSource at(AptSource source, String archive) {
    return new AptSource(
        archive,
        source.suites(),
        source.components(),
        source.architectures(),
        source.signedBy(),
        source.checkValidUntil(),
        source.guessed(),
        source.place());
  }

  private AptSource with(AptSource source, String suite) {
    return new AptSource(
        source.archive(),
        List.of(suite),
        components,
        List.of(),
        source.signedBy(),
        source.checkValidUntil(),
        source.suites().contains(suite) ? Set.of() : Set.of(suite),
        source.place());
  }
}
