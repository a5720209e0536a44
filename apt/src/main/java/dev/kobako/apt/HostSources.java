package dev.kobako.apt;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The sources that a host's apt has (sources.list(5)). */
final class HostSources {
  private static final int MOST_BYTES = 4 << 20;
  private static final int MOST_FILES = 1000;

  private final Path hostRoot;
  private final boolean checkValidUntil;
  private final List<AptSource> sources = new ArrayList<>();
  private final List<String> passedOver = new ArrayList<>();

  private HostSources(Path hostRoot) {
    this.hostRoot = hostRoot;
    AptConfiguration configuration = AptConfiguration.of(hostRoot);
    this.checkValidUntil =
        !configuration.isOff("Acquire::Check-Valid-Until")
            && !configuration.isOff("Acquire::Check-Date");
  }

  /**
   * Reads all files of a host, in apt's order.
   *
   * @throws KobakoException usage, where an entry makes no sense; outside, where a file can't be
   *     read
   */
  static SourceEntry.Usable read(Path hostRoot) {
    HostSources found = new HostSources(hostRoot);
    Path list = hostRoot.resolve("etc/apt/sources.list");
    if (Files.exists(list)) {
      found.addLines(list);
    }
    for (Path file : found.folder()) {
      if (file.toString().endsWith(".list")) {
        found.addLines(file);
      } else {
        for (SourceEntry entry : SourceStanza.parse(found.text(file), found.name(file))) {
          found.add(entry);
        }
      }
    }
    return new SourceEntry.Usable(found.sources, found.passedOver);
  }

  private void addLines(Path file) {
    int number = 0;
    for (String line : text(file).lines().toList()) {
      number++;
      SourceLine.parse(line, name(file) + ":" + number).ifPresent(this::add);
    }
  }

  private void add(SourceEntry entry) {
    SourceEntry.Usable usable = entry.usable(hostRoot, checkValidUntil);
    sources.addAll(usable.sources());
    passedOver.addAll(usable.passedOver());
  }

  private List<Path> folder() {
    Path folder = hostRoot.resolve("etc/apt/sources.list.d");
    List<Path> files = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return files;
    }
    try (DirectoryStream<Path> each = Files.newDirectoryStream(folder, "*.{list,sources}")) {
      for (Path file : each) {
        if (files.size() < MOST_FILES) {
          files.add(file);
        }
      }
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
    files.sort(Comparator.naturalOrder());
    return files;
  }

  private String text(Path file) {
    try (var in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new IOException("more than " + MOST_BYTES + " bytes");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private KobakoException unreadable(Path file, IOException e) {
    return KobakoException.outside(
        Diagnostic.of(
            name(file),
            "apt's sources can't be read: " + e.getMessage(),
            "make it readable, or name a mirror with --mirror URL"),
        e);
  }

  /** As the host sees it. */
  private String name(Path file) {
    return "/" + hostRoot.relativize(file);
  }
}
