package dev.kobako.base;

import dev.kobako.config.Quoted;
import dev.kobako.debian.PackageSource;
import dev.kobako.debian.PackageVersion;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads what {@link BaseLockWriter} writes, and nothing else. */
final class BaseLockReader {
  /** Debian has 60,000 packages; a line has some 300 bytes. */
  private static final int MAX_BYTES = 32 * 1024 * 1024;

  private static final int MAX_RELEASES = 1000;
  private static final int MAX_ARCHITECTURES = 32;

  private final String file;
  private final LockedRequestReader request = new LockedRequestReader();
  private final List<LockedRelease> releases = new ArrayList<>();
  private List<String> labels = List.of();
  private final SortedMap<String, LockedOrder> architectures = new TreeMap<>();

  BaseLockReader(String file) {
    this.file = file;
  }

  BaseLock read(byte[] bytes) {
    List<String> lines = text(bytes).lines().toList();
    if (lines.isEmpty() || !lines.getFirst().equals(BaseLockWriter.FORMAT)) {
      throw notOurs(lines.isEmpty() ? "" : lines.getFirst());
    }
    for (int i = 1; i < lines.size(); i++) {
      String line = lines.get(i);
      if (!line.isEmpty() && !line.startsWith("#")) {
        read(new LockLine(file, i + 1, line));
      }
    }
    SortedMap<String, List<LockedPackage>> packages = new TreeMap<>();
    architectures.forEach((name, order) -> packages.put(name, order.packages()));
    return new BaseLock(request.request(new LockLine(file, lines.size(), "")), releases, packages);
  }

  private void read(LockLine line) {
    if (line.text().startsWith("<<<<<<<") || line.text().startsWith(">>>>>>>")) {
      throw line.finding("a merge that nobody has finished, expected a lock");
    }
    String first = line.words(2).getFirst();
    switch (first) {
      case "release" -> release(line);
      case "architecture" -> architecture(line);
      default -> {
        if (!architectures.isEmpty()) {
          aPackage(line);
        } else {
          request.read(line);
        }
      }
    }
  }

  private void release(LockLine line) {
    List<String> words = line.exactly(5, "release SUITE DATE DIGEST ARCHIVE");
    if (!architectures.isEmpty() || releases.size() >= MAX_RELEASES) {
      throw line.refused("at most " + MAX_RELEASES + " releases, before all packages");
    }
    int number = words.get(1).indexOf('#');
    String suite = number < 0 ? words.get(1) : words.get(1).substring(0, number);
    try {
      releases.add(
          new LockedRelease(
              words.get(4), suite, Instant.parse(words.get(2)), line.digest(words.get(3))));
    } catch (IllegalArgumentException | DateTimeParseException e) {
      throw line.refused("release SUITE DATE DIGEST ARCHIVE");
    }
    labels = BaseLockWriter.labels(releases);
    if (!labels.getLast().equals(words.get(1))) {
      throw line.refused("the suite " + Quoted.of(labels.getLast()));
    }
  }

  private void architecture(LockLine line) {
    String name = line.exactly(2, "architecture NAME").get(1);
    if (!WantedPackage.isQualifier(name)
        || architectures.containsKey(name)
        || architectures.size() >= MAX_ARCHITECTURES) {
      throw line.refused("each of at most " + MAX_ARCHITECTURES + " architectures once");
    }
    if (!architectures.isEmpty() && architectures.lastKey().compareTo(name) > 0) {
      throw line.refused("architectures sorted by name");
    }
    architectures.put(name, new LockedOrder(line));
  }

  private void aPackage(LockLine line) {
    String expected = "NAME VERSION ARCHITECTURE SUITE/COMPONENT SIZE DIGEST PATH";
    String text = line.text();
    int because = text.indexOf(" because ");
    String why = because < 0 ? "" : text.substring(because + " because ".length());
    LockLine front =
        because < 0 ? line : new LockLine(file, line.number(), text.substring(0, because));
    List<String> words = front.words(-1);
    boolean isAfter = words.size() == 9 && words.get(7).equals("after");
    if (words.size() != 7 && !isAfter) {
      throw line.refused(expected);
    }
    try {
      architectures
          .lastEntry()
          .getValue()
          .add(
              line,
              new LockedPackage(
                  words.get(0),
                  PackageVersion.of(words.get(1)),
                  words.get(2),
                  source(line, words.get(3)),
                  Long.parseLong(words.get(4)),
                  line.digest(words.get(5)),
                  words.get(6),
                  why),
              isAfter ? Optional.of(words.get(8)) : Optional.empty());
    } catch (IllegalArgumentException e) {
      throw line.refused(expected);
    }
  }

  private PackageSource source(LockLine line, String place) {
    int slash = place.lastIndexOf('/');
    int index = slash < 0 ? -1 : labels.indexOf(place.substring(0, slash));
    if (index < 0 || !LockedRelease.isComponent(place.substring(slash + 1))) {
      throw line.finding(
          Quoted.of(place) + ", expected a component of one of " + String.join(", ", labels));
    }
    LockedRelease release = releases.get(index);
    return new PackageSource(release.archive(), release.suite(), place.substring(slash + 1));
  }

  private String text(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw KobakoException.finding(
          Diagnostic.of(
              file,
              bytes.length + " bytes, expected at most " + MAX_BYTES,
              "check that it is the right file"));
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw notOurs("bytes that are no text");
    }
  }

  private KobakoException notOurs(String first) {
    boolean newer = first.startsWith("kobako-base-lock ");
    return KobakoException.finding(
        Diagnostic.of(
            file + ":1",
            Quoted.of(first) + ", expected " + BaseLockWriter.FORMAT,
            newer
                ? "use the kobako that wrote it, or a newer one"
                : "name a lock, or run 'kobako base --update' for a new one"));
  }
}
