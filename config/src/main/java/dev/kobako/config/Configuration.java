package dev.kobako.config;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a user has settled for all commands, in {@code .kobako.yaml} of a project and {@code
 * config.yaml} of the user; see {@link ConfigurationFiles} for where these are.
 *
 * @param bases whether a base that no registry gives may be composed; empty where nothing is said
 * @param mirrors package archives by distribution, {@code debian} or {@code ubuntu}
 * @param budgets what images may be at most, as it stands there: only who checks them reads it
 * @param lint what is settled for rules about Dockerfiles, as it stands there
 */
public record Configuration(
    Optional<Bases> bases,
    SortedMap<String, MirrorUrl> mirrors,
    Optional<YamlValue> budgets,
    Optional<YamlValue> lint) {
  /** Nothing is said. */
  public static final Configuration NONE =
      new Configuration(
          Optional.empty(), Collections.emptySortedMap(), Optional.empty(), Optional.empty());

  private static final List<String> FIELDS = List.of("bases", "mirrors", "budgets", "lint");
  private static final List<String> DISTRIBUTIONS = List.of("debian", "ubuntu");

  /** What is done where {@code FROM debian:bookworm} can be had from no registry. */
  public enum Bases {
    /** It is made of Debian packages, and the log says so. */
    COMPOSE,
    /** The command fails. */
    NEVER
  }

  public Configuration {
    mirrors = Collections.unmodifiableSortedMap(new TreeMap<>(mirrors));
  }

  /**
   * Reads a file.
   *
   * @param file how the user calls it, for messages
   * @throws dev.kobako.diagnostic.KobakoException a finding with line and column, for a field or
   *     value that is not known
   */
  public static Configuration read(String file, byte[] bytes) {
    return Yaml.read(file, bytes).map(value -> of(Fields.of(value, FIELDS))).orElse(NONE);
  }

  private static Configuration of(Fields fields) {
    Optional<Bases> bases =
        fields
            .text("bases")
            .map(text ->
                text.oneOf(List.of("compose", "never")).equals("compose")
                    ? Bases.COMPOSE
                    : Bases.NEVER);
    SortedMap<String, MirrorUrl> mirrors = new TreeMap<>();
    Optional<Fields> named = fields.fields("mirrors", DISTRIBUTIONS);
    for (String distribution : DISTRIBUTIONS) {
      named
          .flatMap(all -> all.text(distribution))
          .ifPresent(url -> mirrors.put(distribution, MirrorUrl.of(url)));
    }
    return new Configuration(bases, mirrors, fields.value("budgets"), fields.value("lint"));
  }

  /** What this says and, where it says nothing, what {@code other} does. */
  public Configuration or(Configuration other) {
    SortedMap<String, MirrorUrl> all = new TreeMap<>((Map<String, MirrorUrl>) other.mirrors);
    all.putAll(mirrors);
    return new Configuration(
        bases.or(other::bases), all, budgets.or(other::budgets), lint.or(other::lint));
  }
}
