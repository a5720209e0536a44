package dev.kobako.base;

import dev.kobako.config.Quoted;
import dev.kobako.debian.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What of a request decides which packages are chosen. Mirrors are not part of it, since everybody
 * may have another one of the same packages.
 *
 * @param packages what is asked for, sorted, as fields have them
 * @param excluded names, sorted
 * @param components that the user names; empty for the usual one
 * @param lines of sources.list(5) that the user gives, without a user's name and password
 */
public record LockedRequest(
    String distribution,
    String suite,
    BaseRequest.Kind kind,
    boolean recommends,
    List<String> packages,
    List<String> excluded,
    List<String> components,
    Optional<String> snapshot,
    List<String> lines) {
  public LockedRequest {
    packages = packages.stream().distinct().sorted().toList();
    excluded = excluded.stream().distinct().sorted().toList();
    components = List.copyOf(components);
    lines = lines.stream().map(Quoted::withoutCredentials).toList();
  }

  /** What decides in a request and what the user says of sources. */
  public static LockedRequest of(BaseRequest request, SourceWishes sources) {
    return new LockedRequest(
        request.distribution(),
        request.suite(),
        request.kind(),
        request.recommends(),
        request.packages().stream().map(Relation::toString).toList(),
        List.copyOf(request.excluded()),
        sources.components(),
        sources.snapshot(),
        sources.lines());
  }

  /** What is asked for, as far as it decides which packages are chosen. */
  public BaseRequest request() {
    return new BaseRequest(
        distribution,
        suite,
        kind,
        packages.stream().map(text -> WantedPackage.parse(text).orElseThrow()).toList(),
        new TreeSet<>(excluded),
        recommends,
        true,
        List.of(),
        List.of(),
        BaseRequest.BaseSettings.none());
  }

  /** What the user said of sources; mirrors are not known any more. */
  public SourceWishes wishes() {
    return new SourceWishes(Optional.empty(), components, snapshot, lines);
  }

  /** The kind as files have it. */
  String kindText() {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** How a newer request differs, in words; empty where nothing does. */
  List<String> differences(LockedRequest newer) {
    List<String> all = new ArrayList<>();
    difference(all, "base", base(), newer.base());
    difference(all, "kind", kindText(), newer.kindText());
    difference(all, "recommends", recommends + "", newer.recommends + "");
    listDifference(all, "packages", packages, newer.packages);
    listDifference(all, "exclude", excluded, newer.excluded);
    listDifference(all, "components", components, newer.components);
    difference(all, "snapshot", snapshot.orElse("none"), newer.snapshot.orElse("none"));
    listDifference(all, "lines", lines, newer.lines);
    return all;
  }

  private String base() {
    return distribution + ":" + suite;
  }

  private static void difference(List<String> all, String field, String old, String now) {
    if (!old.equals(now)) {
      all.add(field + " was " + old + " and is " + now);
    }
  }

  private static void listDifference(
      List<String> all, String field, List<String> old, List<String> now) {
    List<String> changes = new ArrayList<>();
    now.stream().filter(each -> !old.contains(each)).forEach(each -> changes.add("+" + each));
    old.stream().filter(each -> !now.contains(each)).forEach(each -> changes.add("-" + each));
    if (changes.isEmpty() && !old.equals(now)) {
      changes.add("another order");
    }
    if (!changes.isEmpty()) {
      all.add(field + ": " + String.join(", ", changes));
    }
  }
}
