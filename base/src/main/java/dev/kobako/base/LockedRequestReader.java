package dev.kobako.base;

import dev.kobako.config.Quoted;
import dev.kobako.debian.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the part of a lock that says what it is the answer to. */
final class LockedRequestReader {
  private static final List<String> ORDER =
      List.of("base", "kind", "recommends", "snapshot", "component", "line", "package", "exclude");

  /** So many of them, from the start, are there once at most. */
  private static final int SINGLE = 4;

  private static final int MAX_LINES = 10_000;

  private Optional<BaseName> base = Optional.empty();
  private Optional<BaseRequest.Kind> kind = Optional.empty();
  private boolean recommends;
  private Optional<String> snapshot = Optional.empty();
  private final List<String> components = new ArrayList<>();
  private final List<String> sourceLines = new ArrayList<>();
  private final List<String> packages = new ArrayList<>();
  private final List<String> excluded = new ArrayList<>();
  private int last;
  private int lines;

  void read(LockLine line) {
    List<String> words = line.words(2);
    int place = ORDER.indexOf(words.getFirst());
    if (place < 0) {
      throw line.refused(String.join(", ", ORDER) + ", release or architecture");
    }
    if (place < last || (place == last && place < SINGLE && lines > 0) || ++lines > MAX_LINES) {
      throw line.refused("fields in the order " + String.join(", ", ORDER));
    }
    last = place;
    if (words.size() != 2) {
      throw line.refused("a value");
    }
    read(line, words.getFirst(), words.get(1));
  }

  private void read(LockLine line, String field, String value) {
    switch (field) {
      case "base" -> base = Optional.of(base(line, value));
      case "kind" ->
          kind =
              Optional.of(
                  isFirst(line, value, "distroless", "full")
                      ? BaseRequest.Kind.DISTROLESS
                      : BaseRequest.Kind.FULL);
      case "recommends" -> recommends = isFirst(line, value, "true", "false");
      case "component" -> components.add(checked(line, value, LockedRelease.isComponent(value)));
      case "snapshot" ->
          snapshot = Optional.of(checked(line, value, value.matches("[0-9]{8}T[0-9]{6}Z")));
      case "line" ->
          sourceLines.add(checked(line, value, value.chars().noneMatch(Character::isISOControl)));
      case "package" ->
          packages.add(
              checked(
                  line,
                  value,
                  WantedPackage.parse(value).map(Relation::toString).stream()
                      .anyMatch(value::equals)));
      default -> excluded.add(checked(line, value, WantedPackage.isName(value)));
    }
  }

  private static BaseName base(LockLine line, String value) {
    int colon = value.indexOf(':');
    try {
      return new BaseName(
          value.substring(0, Math.max(colon, 0)), value.substring(colon + 1), false);
    } catch (IllegalArgumentException e) {
      throw line.refused("base DISTRIBUTION:SUITE");
    }
  }

  private static boolean isFirst(LockLine line, String value, String yes, String no) {
    if (value.equals(yes) || value.equals(no)) {
      return value.equals(yes);
    }
    throw line.refused(yes + " or " + no);
  }

  private static String checked(LockLine line, String value, boolean good) {
    if (!good) {
      throw line.finding(
          Quoted.of(value) + " is no " + line.words(2).getFirst() + " as a lock has it");
    }
    return value;
  }

  /**
   * What was read.
   *
   * @param end of the file, where nothing was
   */
  LockedRequest request(LockLine end) {
    if (base.isEmpty() || kind.isEmpty()) {
      throw end.finding("the end, expected " + (base.isEmpty() ? "base" : "kind") + " before it");
    }
    return new LockedRequest(
        base.get().distribution(),
        base.get().suite(),
        kind.get(),
        recommends,
        packages,
        excluded,
        components,
        snapshot,
        sourceLines);
  }
}
