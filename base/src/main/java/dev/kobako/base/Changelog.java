package dev.kobako.base;

import dev.kobako.debian.DebFile;
import dev.kobako.debian.PackageVersion;
import dev.kobako.image.Content;
import dev.kobako.image.DiskFailure;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Resolution;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The changelog that a package brings (Debian Policy 12.7, deb-changelog(5)): what its maintainers
 * say was fixed since a version.
 */
final class Changelog {
  /** The longest of Debian bookworm has 3 MB. */
  private static final long MAX_BYTES = 32L << 20;

  private static final int MAX_FOUND = 10_000;
  private static final ImagePath DOC = ImagePath.of("/usr/share/doc");

  /** A native package's changelog has the second name, which elsewhere is the author's own. */
  private static final List<String> NAMES = List.of("changelog.Debian.gz", "changelog.gz");

  private final DebFile deb;
  private final Map<String, DebFile> others;

  /**
   * The changelog of a package.
   *
   * @param others packages by name, of which one may have the changelog: packages of one source
   *     often share a folder of documentation
   */
  Changelog(DebFile deb, Map<String, DebFile> others) {
    this.deb = deb;
    this.others = others;
  }

  /**
   * The vulnerabilities that entries newer than {@code old} name. Where the package's version is
   * none of its source's, so that entries can't be compared with it, only the newest entry counts.
   */
  SortedSet<VulnerabilityId> fixedSince(PackageVersion old) {
    for (String name : NAMES) {
      Optional<Content> found = file(deb, deb.available().name(), name, true);
      if (found.isPresent() && found.get().size() <= MAX_BYTES) {
        SortedSet<VulnerabilityId> fixed = read(found.get(), old);
        if (fixed != null) {
          return fixed;
        }
      }
    }
    return Collections.emptySortedSet();
  }

  private Optional<Content> file(DebFile holder, String folder, String name, boolean follow) {
    Resolution place = holder.data().resolve(DOC.child(folder).child(name));
    if (place.file().isPresent()) {
      return place.file().map(Entry.RegularFile::content);
    }
    List<String> names = place.place().names();
    if (!follow || names.size() < 4 || !place.place().startsWith(DOC)) {
      return Optional.empty();
    }
    DebFile other = others.get(names.get(3));
    return other == null ? Optional.empty() : file(other, names.get(3), name, false);
  }

  /** Null, where that is no changelog of Debian's. */
  private @Nullable SortedSet<VulnerabilityId> read(Content content, PackageVersion old) {
    SortedSet<VulnerabilityId> found = new TreeSet<>();
    int entries = 0;
    boolean comparable = isVersionOfSource();
    try (InputStream in = new GZIPInputStream(content.open());
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(
                    new BoundedInput(in, MAX_BYTES), StandardCharsets.ISO_8859_1))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Optional<PackageVersion> version = heading(line);
        if (version.isPresent()) {
          entries++;
          if (comparable ? version.get().compareTo(old) <= 0 : entries > 1) {
            return found;
          }
        }
        if (entries > 0 && found.size() < MAX_FOUND) {
          VulnerabilityId.addAll(line, found);
        }
      }
    } catch (ZipException | EOFException _) {
      // It tells no more, which is no reason to keep an update from the user.
    } catch (IOException e) {
      throw DiskFailure.reading(Path.of(deb.available().filename()), e);
    }
    return entries == 0 ? null : found;
  }

  /** {@code openssl (3.0.17-1~deb12u2) bookworm-security; urgency=medium}. */
  private static Optional<PackageVersion> heading(String line) {
    int open = line.indexOf(" (");
    int close = line.indexOf(')', open + 1);
    if (open <= 0 || close < 0 || line.charAt(0) == ' ' || line.indexOf(';', close) < 0) {
      return Optional.empty();
    }
    String version = line.substring(open + 2, close);
    return WantedPackage.isName(line.substring(0, open)) && WantedPackage.isVersion(version)
        ? Optional.of(PackageVersion.of(version))
        : Optional.empty();
  }

  /** Whether the package goes by its source's version, rebuilt ({@code +b1}) or not. */
  private boolean isVersionOfSource() {
    String source = deb.stanza().field("Source").orElse("");
    int open = source.indexOf('(');
    if (open < 0 || !source.endsWith(")")) {
      return true;
    }
    String version = source.substring(open + 1, source.length() - 1).strip();
    String own = deb.available().version().text();
    return own.equals(version) || own.startsWith(version + "+b");
  }

  /** Ends after so many bytes, whatever a small file unpacks to. */
  private static final class BoundedInput extends InputStream {
    private final InputStream in;
    private long left;

    BoundedInput(InputStream in, long most) {
      this.in = in;
      this.left = most;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int n = in.read(target, offset, (int) Math.min(length, left));
      left -= Math.max(n, 0);
      return n;
    }
  }
}
