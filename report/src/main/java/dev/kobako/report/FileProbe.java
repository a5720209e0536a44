package dev.kobako.report;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.elf.ElfMagic;
import dev.kobako.elf.UnloadedBytes;
import dev.kobako.image.Content;
import dev.kobako.packages.GoSearch;
import dev.kobako.packages.NamedPackage;
import dev.kobako.packages.PackageDescription;
import dev.kobako.packages.ProgramPackage;
import dev.kobako.tree.ByteSink;
import dev.kobako.tree.LayerPassage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the files of one layer while they pass: makes their fingerprints, weighs the debug
 * information in ELF files, looks for secrets in texts and keeps the few files that are read later.
 * Of a large file that can be read again it reads as little as that takes, and leaves its
 * fingerprint for later. Needs the same memory for a file of any size. For one thread.
 */
final class FileProbe {
  /** Of a longer text only this much is looked at. */
  private static final int HEAD = 1 << 20;

  /** Where the section headers of an ELF file and their names lie, nearly always. */
  private static final int TAIL = 256 * 1024;

  /** A text has no NUL, a binary has one soon. */
  private static final int TELLING = 1024;

  /** Archives of Java's are long; of a longer one only the name is known. */
  private static final int LONGEST_DESCRIPTION = 16 << 20;

  private final GoSearch goSearch = new GoSearch();
  private final Fingerprint fingerprint = new Fingerprint();
  private final byte[] head = new byte[HEAD];
  private final byte[] tail = new byte[TAIL];
  private final KeptBytes keptBytes;

  /**
   * A probe.
   *
   * @param keptBytes how many bytes may still be kept, by all probes together
   */
  FileProbe(KeptBytes keptBytes) {
    this.keptBytes = keptBytes;
  }

  /** What is seen of a file of a layer. */
  Shipment look(String name, long size, int layer, LayerPassage.PassingBytes bytes)
      throws IOException {
    if (size == 0) {
      Content nothing = Content.of(new byte[0]);
      return new Shipment(0, fingerprint.finish(), layer, 0, null, nothing, List.of());
    }
    boolean keep = KeptBytes.isWanted(name) && keptBytes.take(name, size);
    Content lasting = keep ? null : bytes.lasting().orElse(null);
    if (lasting != null) {
      return glance(name, lasting, layer);
    }
    DatabaseCopies.Copy database = keptBytes.database(name, layer, size).orElse(null);
    Passing passing = new Passing(name, size, keep, database);
    goSearch.reset();
    if (!bytes.to(passing)) {
      return new Shipment(size, Fingerprint.UNKNOWN, layer, 0, null, null, List.of());
    }
    return new Shipment(
        size,
        fingerprint.finish(),
        layer,
        passing.debugBytes(),
        passing.secret(),
        passing.kept(),
        passing.described());
  }

  /** Reads of a large file only what tells something. */
  private Shipment glance(String name, Content content, int layer) throws IOException {
    long debugBytes = 0;
    SecretKind secret = null;
    List<NamedPackage> described = List.of();
    try (SeekableByteChannel channel = content.openChannel()) {
      int length = read(channel, TELLING);
      if (ElfMagic.isAt(head, 0, length)) {
        debugBytes = debugBytes(channel, name);
        described = ProgramPackage.of(channel, name).stream().toList();
      } else if (isText(head, 0, length)) {
        channel.position(0);
        secret = SecretSearch.in(head, read(channel, HEAD)).orElse(null);
      }
    }
    Optional<PackageDescription> description = PackageDescription.at(name);
    if (description.isPresent()) {
      described = description.get().packages(name, content);
    }
    return new Shipment(content, layer, debugBytes, secret, described);
  }

  private int read(SeekableByteChannel channel, int most) throws IOException {
    ByteBuffer target = ByteBuffer.wrap(head, 0, most);
    while (target.hasRemaining() && channel.read(target) >= 0) {
      // until there is no more
    }
    return target.position();
  }

  private static long debugBytes(SeekableByteChannel channel, String name) throws IOException {
    try {
      return UnloadedBytes.in(channel, name);
    } catch (KobakoException | EndsChannel.Between _) {
      return 0; // Damaged, or with headers in its middle: nobody can strip it, or few do.
    }
  }

  /** One file. */
  private final class Passing implements ByteSink {
    private final String name;
    private final long size;
    private final boolean keep;
    private final DatabaseCopies.@Nullable Copy database;
    private final Optional<PackageDescription> description;
    private final byte @Nullable [] copy;
    private long position;
    private boolean elf;
    private boolean text;
    private @Nullable Content whole;

    Passing(String name, long size, boolean keep, DatabaseCopies.@Nullable Copy database) {
      this.name = name;
      this.size = size;
      this.keep = keep;
      this.database = database;
      this.description = PackageDescription.at(name);
      boolean look = description.isPresent() && size <= LONGEST_DESCRIPTION;
      this.copy = keep || look || database != null ? new byte[Math.toIntExact(size)] : null;
    }

    @Override
    public void take(byte[] buffer, int offset, int length) {
      if (position == 0) {
        elf = ElfMagic.isAt(buffer, offset, length);
        text = isText(buffer, offset, Math.min(length, TELLING));
      }
      fingerprint.take(buffer, offset, length);
      if (elf || text) {
        copy(buffer, offset, length, 0, head);
      }
      if (elf) {
        copy(buffer, offset, length, size - TAIL, tail);
        goSearch.take(buffer, offset, length);
      }
      if (copy != null) {
        copy(buffer, offset, length, 0, copy);
      }
      position += length;
      if (copy != null && position == size) {
        whole = Content.of(copy);
      }
    }

    /** Copies what of the piece falls into a window of the file. */
    private void copy(byte[] buffer, int offset, int length, long windowStart, byte[] window) {
      long from = Math.max(position, windowStart);
      long to = Math.min(position + length, windowStart + window.length);
      if (from < to) {
        int source = offset + (int) (from - position);
        System.arraycopy(buffer, source, window, (int) (from - windowStart), (int) (to - from));
      }
    }

    /** For later readers; of a list for which there was no room an empty one. */
    private @Nullable Content kept() {
      if (database != null && whole != null) {
        database.take(whole);
        return database;
      }
      return keep ? whole : KeptBytes.isOfLanguage(name) ? Content.empty() : null;
    }

    private List<NamedPackage> described() throws IOException {
      if (description.isPresent()) {
        // of an archive that is too long its name still tells something
        return description.get().packages(name, whole == null ? Content.empty() : whole);
      }
      Optional<NamedPackage> go = elf ? goSearch.found() : Optional.empty();
      return (!elf || go.isPresent() ? go : inEnds()).stream().toList();
    }

    private Optional<NamedPackage> inEnds() throws IOException {
      try (EndsChannel channel = ends()) {
        return ProgramPackage.of(channel, name);
      } catch (EndsChannel.Between _) {
        return Optional.empty(); // it lies in the middle, which has passed
      }
    }

    private EndsChannel ends() {
      int inHead = (int) Math.min(size, HEAD);
      return new EndsChannel(head, inHead, tail, Math.max(0, size - TAIL), size);
    }

    private long debugBytes() throws IOException {
      if (!elf) {
        return 0;
      }
      try (EndsChannel channel = ends()) {
        return FileProbe.debugBytes(channel, name);
      }
    }

    private @Nullable SecretKind secret() {
      return text ? SecretSearch.in(head, (int) Math.min(size, HEAD)).orElse(null) : null;
    }
  }

  private static boolean isText(byte[] buffer, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (buffer[i] == 0) {
        return false;
      }
    }
    return true;
  }
}
