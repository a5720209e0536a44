package dev.kobako.lint;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a user has settled for rules; hadolint's configuration says the same by the same names.
 *
 * @param ignored ids of rules that are off
 * @param severities ids of rules by the severity that they have here
 * @param trustedRegistries registries that images may be from; none stands for all
 * @param labels that images have to have, by name
 * @param strictLabels whether other labels are unwanted
 * @param disableIgnorePragma whether comments switch nothing off
 * @param failureThreshold from which severity on a command fails
 * @param noFail whether a command never fails
 * @param format as the file names it
 * @param buildChecks whether BuildKit's checks are told as well
 * @param shellCheck whether ShellCheck is asked, where it is there
 */
public record LintSettings(
    SortedSet<String> ignored,
    SortedMap<Severity, SortedSet<String>> severities,
    SortedSet<String> trustedRegistries,
    SortedMap<String, LabelType> labels,
    Optional<Boolean> strictLabels,
    Optional<Boolean> disableIgnorePragma,
    Optional<Severity> failureThreshold,
    Optional<Boolean> noFail,
    Optional<String> format,
    Optional<Boolean> buildChecks,
    Optional<Boolean> shellCheck) {
  /** Nothing is settled. */
  public static final LintSettings NONE =
      new LintSettings(
          Collections.emptySortedSet(),
          Collections.emptySortedMap(),
          Collections.emptySortedSet(),
          Collections.emptySortedMap(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  public LintSettings {
    ignored = Collections.unmodifiableSortedSet(new TreeSet<>(ignored));
    severities = Collections.unmodifiableSortedMap(new TreeMap<>(severities));
    trustedRegistries = Collections.unmodifiableSortedSet(new TreeSet<>(trustedRegistries));
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }

  /** This and what counts more: lists are joined, of single values the other's are taken. */
  public LintSettings and(LintSettings more) {
    SortedMap<Severity, SortedSet<String>> all = new TreeMap<>(severities);
    more.severities.forEach((severity, ids) -> all.merge(severity, ids, LintSettings::joined));
    SortedMap<String, LabelType> schema = new TreeMap<>((Map<String, LabelType>) more.labels);
    schema.putAll(labels);
    return new LintSettings(
        joined(ignored, more.ignored),
        all,
        joined(trustedRegistries, more.trustedRegistries),
        schema,
        more.strictLabels.or(() -> strictLabels),
        more.disableIgnorePragma.or(() -> disableIgnorePragma),
        more.failureThreshold.or(() -> failureThreshold),
        more.noFail.or(() -> noFail),
        more.format.or(() -> format),
        more.buildChecks.or(() -> buildChecks),
        more.shellCheck.or(() -> shellCheck));
  }

  private static SortedSet<String> joined(SortedSet<String> a, SortedSet<String> b) {
    SortedSet<String> all = new TreeSet<>(a);
    all.addAll(b);
    return all;
  }

  /** How bad it is to break a rule: the worst that is configured, if any is. */
  public Severity severity(String id, Severity own) {
    return severities.entrySet().stream()
        .filter(entry -> entry.getValue().contains(id))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(own);
  }
}
