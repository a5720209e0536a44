package dev.kobako.debian;

import dev.kobako.image.Content;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.PathBytes;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;

/** The MD5 sums that dpkg keeps of a package's files, of its conffiles apart from the others. */
final class PackageChecksums {
  private final UnpackedPackages.UnpackedPackage unpacked;
  private final Tree tree;

  PackageChecksums(UnpackedPackages.UnpackedPackage unpacked, Tree tree) {
    this.unpacked = unpacked;
    this.tree = tree;
  }

  /**
   * The conffiles that were laid, in the order of the package, with their sums. One that the
   * package wants removed is none.
   */
  SequencedMap<ImagePath, String> ofConffiles() {
    SequencedMap<ImagePath, String> sums = new LinkedHashMap<>();
    for (ImagePath path : conffiles()) {
      file(path).ifPresent(file -> sums.put(path, md5(path, file.content())));
    }
    return sums;
  }

  /** The lines of {@code md5sums}: the package's own, or where it has none those of its files. */
  String lines() {
    Content own = unpacked.control().get("md5sums");
    if (own != null) {
      return text("md5sums", own);
    }
    Set<ImagePath> conffiles = new TreeSet<>(conffiles());
    StringBuilder lines = new StringBuilder();
    for (ImagePath path : unpacked.paths()) {
      if (!conffiles.contains(path)) {
        file(path)
            .ifPresent(file ->
                lines
                    .append(md5(path, file.content()))
                    .append("  ")
                    .append(path.toString(), 1, path.toString().length())
                    .append('\n'));
      }
    }
    return lines.toString();
  }

  /** The lines of {@link #lines} whose files are in {@code kept}. */
  String linesIn(Tree kept) {
    StringBuilder lines = new StringBuilder();
    for (String line : lines().split("\n")) {
      int blank = line.indexOf(' ');
      String path = blank < 0 ? "" : line.substring(blank).strip();
      if (!path.isEmpty() && kept.resolve("/" + path).file().isPresent()) {
        lines.append(line).append('\n');
      }
    }
    return lines.toString();
  }

  /** Lines that are no plain path are for dpkg alone: {@code remove-on-upgrade /etc/gone}. */
  private List<ImagePath> conffiles() {
    Content list = unpacked.control().get("conffiles");
    List<ImagePath> paths = new ArrayList<>();
    if (list != null) {
      for (String line : text("conffiles", list).split("\n")) {
        String path = line.strip();
        if (path.startsWith("/") && !path.contains("/../") && !path.endsWith("/..")) {
          paths.add(ImagePath.of(path));
        }
      }
    }
    return paths;
  }

  /** The regular file that a package has at a path, not what a link of it leads to. */
  private Optional<Entry.RegularFile> file(ImagePath path) {
    return path.parent()
        .map(parent -> tree.resolve(parent).place().child(path.name()))
        .flatMap(tree::entry)
        .filter(Entry.RegularFile.class::isInstance)
        .map(Entry.RegularFile.class::cast);
  }

  private String text(String name, Content content) {
    try {
      return PathBytes.decode(content.bytes());
    } catch (IOException e) {
      throw DatabaseFiles.unreadable(ImagePath.ROOT.child(name), e);
    }
  }

  private static String md5(ImagePath path, Content content) {
    try (InputStream in = content.open()) {
      MessageDigest hash = MessageDigest.getInstance("MD5");
      byte[] buffer = new byte[64 * 1024];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        hash.update(buffer, 0, count);
      }
      return HexFormat.of().formatHex(hash.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    } catch (IOException e) {
      throw DatabaseFiles.unreadable(path, e);
    }
  }
}
