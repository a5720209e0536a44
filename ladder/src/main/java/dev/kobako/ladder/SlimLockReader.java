package dev.kobako.ladder;

import dev.kobako.config.Quoted;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Digest;
import dev.kobako.slim.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads what {@link SlimLockWriter} writes, and nothing else. */
final class SlimLockReader {
  /** An image of a million files has lines of some 100 bytes. */
  private static final int MAX_BYTES = 64 * 1024 * 1024;

  private static final String REMEDY =
      "restore the file as kobako wrote it, or make a new one with 'kobako slim --write-lock'";

  private final String file;
  private @Nullable Digest image;
  private @Nullable Level level;
  private final List<String> checks = new ArrayList<>();
  private final List<String> keep = new ArrayList<>();
  private final List<String> drop = new ArrayList<>();
  private final SortedSet<String> off = new TreeSet<>();
  private boolean shell;
  private final SortedMap<String, SlimLock.LockedPackage> packages = new TreeMap<>();
  private final SortedSet<String> without = new TreeSet<>();
  private final SortedMap<String, SortedSet<LockedPath>> kept = new TreeMap<>();
  private final SortedSet<LockedPath> left = new TreeSet<>();
  private Optional<SortedSet<LockedPath>> group = Optional.empty();

  SlimLockReader(String file) {
    this.file = file;
  }

  SlimLock read(byte[] bytes) {
    List<String> lines = text(bytes).lines().toList();
    String first = lines.isEmpty() ? "" : lines.getFirst();
    if (!first.equals(SlimLockWriter.FORMAT)) {
      throw notOurs(first);
    }
    for (int i = 1; i < lines.size(); i++) {
      String line = lines.get(i);
      if (!line.isEmpty() && !line.startsWith("#")) {
        read(line, i + 1);
      }
    }
    if (image == null || level == null) {
      throw finding(
          lines.size(),
          "the end, expected " + (image == null ? "'image DIGEST'" : "'level NAME'") + " before");
    }
    return new SlimLock(
        image,
        level,
        new KeepRules(keep, drop, shell, off),
        checks,
        packages,
        without,
        new LockedPaths(kept, left));
  }

  private void read(String line, int number) {
    if (line.startsWith("<<<<<<<") || line.startsWith(">>>>>>>") || line.startsWith("=======")) {
      throw finding(number, "a merge that nobody has finished, expected a lock");
    }
    try {
      switch (line.charAt(0)) {
        case '[' -> reason(line);
        case '/' -> kept(line, number);
        case '!' -> left.add(LockedPath.read(line.substring(1)));
        default -> word(line, number);
      }
    } catch (IllegalArgumentException e) {
      throw refused(line, number);
    }
  }

  private void reason(String line) {
    Reason read = LockedReason.read(line);
    group = Optional.of(kept.computeIfAbsent(LockedReason.text(read), _ -> new TreeSet<>()));
  }

  private void kept(String line, int number) {
    LockedPath path = LockedPath.read(line);
    group
        .orElseThrow(
            () -> finding(number, Quoted.of(line) + ", expected a reason in brackets before paths"))
        .add(path);
  }

  private void word(String line, int number) {
    int blank = line.indexOf(' ');
    String word = blank < 0 ? line : line.substring(0, blank);
    String value = blank < 0 ? "" : LockText.read(line.substring(blank + 1));
    if (value.isEmpty() || !group.isEmpty()) {
      throw refused(line, number);
    }
    switch (word) {
      case "image" -> image = digest(value, number);
      case "level" -> level = level(value, number);
      case "check" -> checks.add(value);
      case "keep" -> keep.add(value);
      case "drop" -> drop.add(value);
      case "no-rule" -> off.add(value);
      case "shell" -> shell = value.equals("true");
      case "package" -> addPackage(line, value, number);
      case "without" -> without.add(value);
      default -> throw refused(line, number);
    }
  }

  private void addPackage(String line, String value, int number) {
    String[] words = value.split(" ");
    if (words.length != 3 || packages.containsKey(words[0])) {
      throw refused(line, number);
    }
    packages.put(words[0], new SlimLock.LockedPackage(words[1], Integer.parseInt(words[2])));
  }

  private Digest digest(String value, int number) {
    try {
      return Digest.parse(value);
    } catch (KobakoException e) {
      throw finding(number, Quoted.of(value) + ", expected a digest such as sha256:…");
    }
  }

  private Level level(String value, int number) {
    for (Level each : Level.values()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(value)) {
        return each;
      }
    }
    throw finding(
        number, Quoted.of(value) + ", expected repack, clean, package, minimal or proven");
  }

  private KobakoException refused(String line, int number) {
    return finding(
        number,
        Quoted.of(line)
            + ", expected a reason as in '[NEEDED by] /usr/bin/git', a path, '!' and a path, or a"
            + " line that kobako writes before them");
  }

  private KobakoException finding(int number, String fact) {
    return KobakoException.finding(Diagnostic.of(file + ":" + number, fact, REMEDY));
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
    boolean isNewer = first.startsWith("kobako-slim-lock ");
    return KobakoException.finding(
        Diagnostic.of(
            file + ":1",
            Quoted.of(first) + ", expected '" + SlimLockWriter.FORMAT + "'",
            isNewer ? "use the kobako that wrote it, or a newer one" : REMEDY));
  }
}
