package dev.kobako.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;

/**
 * A repository of Debian packages, as files by their paths under its root. Packages are added to
 * suites, and a suite is published as it then is: indexes by name and by hash, Release and
 * InRelease. Nothing is checked: what is asked for is what is there. Files can be changed while a
 * {@link PackageMirror} serves them.
 */
public final class PackageArchive {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final SortedMap<String, byte[]> files = new ConcurrentSkipListMap<>();
  private final SortedMap<String, List<Offer>> suites = new TreeMap<>();
  private final SortedMap<String, UnaryOperator<byte[]>> packings = new TreeMap<>();
  private final SortedMap<String, String> fields = new TreeMap<>();
  private UnaryOperator<byte[]> signer = UnaryOperator.identity();

  /** A package in a suite. */
  private record Offer(String component, String architecture, String stanza) {}

  /** An archive without suites, whose indexes will be packed by gzip and not signed. */
  public PackageArchive() {
    packings.put(".gz", PackageArchive::gzip);
    fields.put("Acquire-By-Hash", "yes");
    fields.put("Origin", "Test");
  }

  /** What makes an InRelease of a Release: a clear-signature around it (RFC 9580, 7). */
  public PackageArchive signedBy(UnaryOperator<byte[]> clearSigner) {
    signer = clearSigner;
    return this;
  }

  /**
   * How indexes are packed, beside other ways.
   *
   * @param suffix {@code .xz}; empty for not at all
   */
  public PackageArchive packedAs(String suffix, UnaryOperator<byte[]> packing) {
    packings.put(suffix, packing);
    return this;
  }

  /** Takes a way to pack indexes away, as {@code .gz}. */
  public PackageArchive notPackedAs(String suffix) {
    packings.remove(suffix);
    return this;
  }

  /** A field that the releases have, whatever else it would be; an empty value leaves it out. */
  public PackageArchive field(String name, String value) {
    fields.put(name, value);
    return this;
  }

  /**
   * Adds a package to a suite, in the component {@code main}.
   *
   * @param control its fields, one a line: Package, Version and Architecture at least
   * @param deb the bytes of its file
   */
  public PackageArchive add(String suite, String control, byte[] deb) {
    String name = value(control, "Package");
    String architecture = value(control, "Architecture");
    String path =
        "pool/main/%s/%s_%s_%s.deb".formatted(name, name, value(control, "Version"), architecture);
    files.put(path, deb.clone());
    String stanza =
        "%s\nFilename: %s\nSize: %d\nSHA256: %s\n"
            .formatted(control.strip(), path, deb.length, sha256(deb));
    return addStanza(suite, "main", architecture, stanza);
  }

  /** Adds a stanza to an index as it is, and no file. */
  public PackageArchive addStanza(
      String suite, String component, String architecture, String stanza) {
    suites
        .computeIfAbsent(suite, _ -> new ArrayList<>())
        .add(new Offer(component, architecture, stanza));
    return this;
  }

  private static String value(String control, String field) {
    return control
        .lines()
        .filter(line -> line.startsWith(field + ": "))
        .map(line -> line.substring(field.length() + 2))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no " + field + " in " + control));
  }

  /**
   * Writes the indexes and the release of a suite, over what was published before; files by hash
   * stay.
   *
   * @param date when the release is said to be made
   */
  public PackageArchive publish(String suite, Instant date) {
    List<Offer> offers = suites.getOrDefault(suite, List.of());
    TreeSet<String> architectures = new TreeSet<>();
    TreeSet<String> components = new TreeSet<>();
    SortedMap<String, StringBuilder> indexes = new TreeMap<>();
    for (Offer each : offers) {
      architectures.add(each.architecture);
      components.add(each.component);
      indexes
          .computeIfAbsent(
              each.component + "/binary-" + each.architecture + "/Packages",
              _ -> new StringBuilder())
          .append(each.stanza)
          .append('\n');
    }
    StringBuilder sums = new StringBuilder();
    indexes.forEach((path, text) -> {
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      sum(sums, path, bytes);
      packings.forEach((suffix, packing) -> {
        byte[] packed = packing.apply(bytes);
        if (!suffix.isEmpty()) {
          sum(sums, path + suffix, packed);
        }
        String folder = path.substring(0, path.lastIndexOf('/'));
        files.put("dists/" + suite + "/" + path + suffix, packed);
        files.put("dists/" + suite + "/" + folder + "/by-hash/SHA256/" + sha256(packed), packed);
      });
    });
    SortedMap<String, String> all = new TreeMap<>();
    all.put("Architectures", String.join(" ", architectures));
    all.put("Components", String.join(" ", components));
    all.put("Codename", suite);
    all.put("Suite", suite);
    all.put("Date", DATE.format(date));
    all.putAll(fields);
    StringBuilder release = new StringBuilder();
    all.forEach((name, value) -> {
      if (!value.isEmpty()) {
        release.append(name).append(": ").append(value).append('\n');
      }
    });
    release.append("SHA256:\n").append(sums);
    byte[] bytes = release.toString().getBytes(StandardCharsets.UTF_8);
    files.put("dists/" + suite + "/Release", bytes);
    files.put("dists/" + suite + "/InRelease", signer.apply(bytes));
    return this;
  }

  private static void sum(StringBuilder sums, String path, byte[] bytes) {
    sums.append(' ').append(sha256(bytes)).append(' ').append(bytes.length).append(' ');
    sums.append(path).append('\n');
  }

  /** Puts a file there, or other bytes into one; the array is copied. */
  public PackageArchive put(String path, byte[] bytes) {
    files.put(path, bytes.clone());
    return this;
  }

  /** Takes a file away. */
  public PackageArchive remove(String path) {
    files.remove(path);
    return this;
  }

  /** Takes all packages of a suite away, for another state of it to be published. */
  public PackageArchive clear(String suite) {
    suites.remove(suite);
    return this;
  }

  /** The bytes of a file that is there. */
  public byte[] file(String path) {
    byte[] bytes = files.get(path);
    if (bytes == null) {
      throw new IllegalArgumentException(path + ": not in " + files.keySet());
    }
    return bytes.clone();
  }

  /** All files by their paths; changes with the archive. */
  public Map<String, byte[]> files() {
    return Collections.unmodifiableMap(files);
  }

  /** Writes all files into a folder, for those who take an archive from there. */
  public void writeTo(Path folder) {
    files.forEach((path, bytes) -> {
      try {
        Path target = folder.resolve(path);
        Files.createDirectories(target.resolve("..").normalize());
        Files.write(target, bytes);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }

  /** The SHA-256 of bytes, in digits. */
  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
