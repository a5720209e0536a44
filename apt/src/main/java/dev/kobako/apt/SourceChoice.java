package dev.kobako.apt;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.nio.file.Path;
import java.util.ArrayList;
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
 * @param snapshot point in time as snapshot.debian.org writes it: {@code 20250520T000000Z}, or
 *     {@code 20250520} for its beginning
 */
public record SourceChoice(
    Path hostRoot,
    List<String> lines,
    Optional<String> mirror,
    List<String> components,
    Optional<String> snapshot) {
  public SourceChoice {
    lines = List.copyOf(lines);
    components = components.isEmpty() ? List.of("main") : List.copyOf(components);
  }

  /**
   * The entries for a distribution's suite, with its updates and security where there are such.
   * What the user did not name himself is a guess: a server that has no updates or security is to
   * be taken for one that has none.
   *
   * @param distribution {@code debian} or {@code ubuntu}
   * @param suite {@code bookworm}, or {@code 12}
   * @throws KobakoException usage, where nothing says where packages are: with the way to name a
   *     mirror
   */
  public List<AptSource> sources(String distribution, String suite) {
    if (!lines.isEmpty()) {
      return named();
    }
    KnownSuites suites = KnownSuites.of(distribution).orElseThrow(() -> unknown(distribution));
    String codename = suites.codename(suite);
    requireName(codename);
    if (mirror.isPresent() || snapshot.isPresent()) {
      return new MirrorSources(suites, components).of(archive(suites), codename);
    }
    SourceEntry.Usable host = HostSources.read(hostRoot);
    List<AptSource> found = new HostMirror(suites, components, host.sources()).of(codename);
    if (found.isEmpty()) {
      throw nowhere(distribution, codename, host.passedOver());
    }
    return found;
  }

  private List<AptSource> named() {
    if (mirror.isPresent() || snapshot.isPresent()) {
      throw KobakoException.usage(
          Diagnostic.of(
              "--source",
              "given beside " + (mirror.isPresent() ? "--mirror" : "--snapshot"),
              "sources stand alone: write the mirror or the snapshot's URL into them"));
    }
    List<AptSource> sources = new ArrayList<>();
    for (String line : lines) {
      SourceEntry.Usable usable =
          SourceLine.parse(line, "--source")
              .map(entry -> entry.usable(hostRoot, true))
              .orElseGet(() -> new SourceEntry.Usable(List.of(), List.of()));
      if (!usable.passedOver().isEmpty()) {
        String why = usable.passedOver().getFirst();
        throw KobakoException.usage(
            Diagnostic.of("--source", why.substring(why.indexOf(' ') + 1), "name another archive"));
      }
      sources.addAll(usable.sources());
    }
    if (sources.isEmpty()) {
      throw KobakoException.usage(
          Diagnostic.of("--source", "no entry begins with deb", "give one that does"));
    }
    return sources;
  }

  private String archive(KnownSuites suites) {
    String named = mirror.orElseGet(suites::snapshots);
    if (!SourceEntry.isReachable(named)) {
      throw KobakoException.usage(
          Diagnostic.of(
              "--mirror",
              "'" + AptSource.withoutLogin(named) + "' is no URL of http, https or file",
              "give one that is"));
    }
    int end = named.length();
    while (named.charAt(end - 1) == '/') {
      end--;
    }
    String archive = named.substring(0, end);
    return snapshot.map(point -> archive + "/" + Snapshot.point(point)).orElse(archive);
  }

  private static void requireName(String suite) {
    boolean plain = !suite.isEmpty() && !suite.startsWith(".") && !suite.startsWith("-");
    for (int i = 0; i < suite.length(); i++) {
      char each = suite.charAt(i);
      plain &= each < 0x80 && (Character.isLetterOrDigit(each) || "-._+".indexOf(each) >= 0);
    }
    if (!plain) {
      throw KobakoException.usage(
          Diagnostic.of("'" + suite + "'", "is no name of a suite", "give one like bookworm"));
    }
  }

  private static KobakoException unknown(String distribution) {
    return KobakoException.usage(
        Diagnostic.of(
            "'" + distribution + "'",
            "is no distribution whose archives are known, expected debian or ubuntu",
            "name archives with --source 'deb [signed-by=FILE] URL SUITE COMPONENT…'"));
  }

  private KobakoException nowhere(String distribution, String suite, List<String> passedOver) {
    String others = passedOver.isEmpty() ? "" : " (" + String.join("; ", passedOver) + ")";
    return KobakoException.usage(
        Diagnostic.of(
            distribution + ":" + suite,
            "this machine's apt has no source of "
                + distribution
                + " packages to take it from"
                + others,
            "name a mirror with --mirror URL (http://deb.debian.org/debian,"
                + " http://archive.ubuntu.com/ubuntu) or under 'mirrors' in .kobako.yaml, or sources"
                + " with --source or in base.yaml"));
  }
}
