package dev.kobako.apt;

import dev.kobako.apt.Release.IndexFile;
import dev.kobako.debian.Stanza;
import dev.kobako.image.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the fields of a Release whose signature holds (Debian's repository format). */
final class ReleaseFile {
  private static final int MOST_FILES = 200_000;
  private static final String OLD_SECURITY = "updates/";

  private ReleaseFile() {}

  /**
   * What it says.
   *
   * @param text one char a byte
   * @param digest of the file that it was in
   * @throws IOException where something is missing or makes no sense, in words
   */
  static Release read(String text, Digest digest) throws IOException {
    List<Stanza> stanzas = Stanza.split(text.getBytes(StandardCharsets.ISO_8859_1));
    if (stanzas.size() != 1) {
      throw new IOException("has " + stanzas.size() + " paragraphs, expected 1");
    }
    Stanza fields = stanzas.getFirst();
    return new Release(
        fields.field("Origin").orElse(""),
        fields.field("Suite").orElse(""),
        fields.field("Codename").orElse(""),
        date(fields, "Date").orElseThrow(() -> new IOException("has no Date")),
        date(fields, "Valid-Until"),
        fields.field("Acquire-By-Hash").orElse("no").equalsIgnoreCase("yes"),
        words(fields.field("Architectures").orElse("")),
        components(fields),
        files(fields),
        digest);
  }

  private static Optional<Instant> date(Stanza fields, String name) throws IOException {
    Optional<String> written = fields.field(name);
    Optional<Instant> date = written.flatMap(ReleaseDate::parse);
    if (written.isPresent() && date.isEmpty()) {
      throw new IOException(
          name
              + " is '"
              + written.get()
              + "', expected a date like 'Fri, 20 Nov 2026 00:12:41 UTC'");
    }
    return date;
  }

  private static List<String> components(Stanza fields) {
    return words(fields.field("Components").orElse("")).stream()
        .map(each -> each.startsWith(OLD_SECURITY) ? each.substring(OLD_SECURITY.length()) : each)
        .toList();
  }

  private static List<String> words(String value) {
    return value.isBlank() ? List.of() : List.of(value.strip().split("\\s+", -1));
  }

  private static SortedMap<String, IndexFile> files(Stanza fields) throws IOException {
    Optional<String> sha256 = fields.field("SHA256");
    if (sha256.isPresent()) {
      return files(sha256.get(), "sha256");
    }
    Optional<String> sha512 = fields.field("SHA512");
    return files(
        sha512.orElseThrow(
            () -> new IOException("vouches for its files by neither SHA256 nor SHA512")),
        "sha512");
  }

  /** By hand, not by patterns: there are thousands of lines, and nothing is warm yet. */
  private static SortedMap<String, IndexFile> files(String lines, String algorithm)
      throws IOException {
    SortedMap<String, IndexFile> files = new TreeMap<>();
    int at = 0;
    while (at < lines.length()) {
      int feed = lines.indexOf('\n', at);
      int end = feed < 0 ? lines.length() : feed;
      String line = lines.substring(at, end).strip();
      at = end + 1;
      int hashEnd = line.indexOf(' ');
      int pathStart = line.lastIndexOf(' ') + 1;
      if (line.isEmpty()) {
        continue;
      }
      if (hashEnd < 0 || hashEnd >= pathStart - 1 || !isPath(line, pathStart)) {
        throw new IOException(
            "has '" + line + "' among its files, expected a hash, a size and a path");
      }
      if (files.size() == MOST_FILES) {
        throw new IOException("vouches for more than " + MOST_FILES + " files");
      }
      long size = size(line.substring(hashEnd, pathStart).strip());
      Digest digest = digest(algorithm, line.substring(0, hashEnd));
      files.put(line.substring(pathStart), new IndexFile(size, digest));
    }
    return files;
  }

  private static boolean isPath(String line, int start) {
    int part = start;
    for (int i = start; i <= line.length(); i++) {
      char each = i < line.length() ? line.charAt(i) : '/';
      if (each == '/') {
        boolean isDots = line.startsWith("..", part) && i - part == 2;
        if (i == part || isDots || (i - part == 1 && line.charAt(part) == '.')) {
          return false;
        }
        part = i + 1;
      } else if (each <= ' ' || each == 0x7f || each == '\\') {
        return false;
      }
    }
    return true;
  }

  private static long size(String digits) throws IOException {
    try {
      long size = Long.parseLong(digits);
      if (size >= 0) {
        return size;
      }
    } catch (NumberFormatException e) {
      // As a negative one.
    }
    throw new IOException("has the size '" + digits + "' among its files, expected bytes");
  }

  private static Digest digest(String algorithm, String hex) throws IOException {
    try {
      return new Digest(algorithm, hex);
    } catch (RuntimeException e) { // KobakoException or IllegalArgumentException.
      throw new IOException("has the " + algorithm + " '" + hex + "' among its files", e);
    }
  }
}
