package dev.kobako.image;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where the files of a tar archive lie, found by jumping from header to header: contents are not
 * read. The archive stays as it is; files are slices of it. Names are only looked up and never lead
 * to a file of the host.
 */
final class TarIndex implements LayoutFiles {
  private static final int MAX_ENTRIES = 1_000_000;
  private static final int MAX_LINKS = 16;

  /** What a name stands for. */
  private sealed interface Member {
    record File(long offset, long size) implements Member {}

    record Link(String target) implements Member {}

    record Other() implements Member {}
  }

  private final Path path;
  private final Map<String, Member> members = new HashMap<>();
  private final Set<String> twice = new HashSet<>();

  private TarIndex(Path path) {
    this.path = path;
  }

  /** Reads the headers of an uncompressed tar. */
  static TarIndex read(Path file) {
    TarIndex index = new TarIndex(file);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      index.rejectCompressed(channel);
      TarHeaders headers = new TarHeaders(file, channel);
      Optional<TarHeaders.Header> header = headers.next();
      for (int count = 0; header.isPresent(); count++) {
        if (count == MAX_ENTRIES) {
          throw finding(file, "more than " + MAX_ENTRIES + " entries", "this is no image archive");
        }
        index.add(header.get());
        header = headers.next();
      }
    } catch (IOException e) {
      throw DiskFailure.reading(file, e);
    }
    return index;
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public Optional<Content> file(String name) {
    String current = normal(name);
    for (int links = 0; links <= MAX_LINKS; links++) {
      if (twice.contains(current)) {
        throw finding(
            path,
            "the entry '" + current + "' is there twice, and readers differ in which one they take",
            "write the archive again with each entry once");
      }
      Member member = members.get(current);
      if (member == null) {
        return Optional.empty();
      }
      if (member instanceof Member.File(long offset, long size)) {
        return Optional.of(Content.of(path, offset, size));
      }
      if (!(member instanceof Member.Link(String target))) {
        throw finding(
            path, "the entry '" + current + "' is no regular file", "write the archive again");
      }
      current = target;
    }
    throw finding(
        path,
        "the entry '" + name + "' leads through more than " + MAX_LINKS + " links",
        "write the archive again");
  }

  private void add(TarHeaders.Header header) {
    String name = normal(header.name());
    Member member =
        switch (header.type()) {
          case '0', '7', 0 -> new Member.File(header.offset(), header.size());
          case '1' -> new Member.Link(normal(header.linkTarget()));
          case '2' ->
              new Member.Link(
                  normal(name.substring(0, name.lastIndexOf('/') + 1) + header.linkTarget()));
          default -> new Member.Other();
        };
    Member before = members.put(name, member);
    if (before != null && !(before instanceof Member.Other && member instanceof Member.Other)) {
      twice.add(name);
    }
  }

  /** A name without {@code .}, {@code ..} and empty parts; what leads above the top stays at it. */
  private static String normal(String name) {
    StringBuilder text = new StringBuilder();
    for (String part : name.split("/")) {
      if (part.equals("..")) {
        text.setLength(Math.max(0, text.lastIndexOf("/")));
      } else if (!part.isEmpty() && !part.equals(".")) {
        text.append(text.isEmpty() ? "" : "/").append(part);
      }
    }
    return text.toString();
  }

  private void rejectCompressed(FileChannel channel) throws IOException {
    ByteBuffer start = ByteBuffer.allocate(Compression.MAGIC_BYTES);
    int n = Math.max(0, channel.read(start, 0));
    byte[] magic = java.util.Arrays.copyOf(start.array(), n);
    Compression compression = Compression.sniff(path.toString(), magic);
    if (!(compression instanceof Compression.None)) {
      String tool = compression instanceof Compression.Gzip ? "gunzip" : "zstd -d";
      throw finding(
          path,
          "the archive is compressed as a whole, so that its parts can't be read on their own",
          "unpack it with '" + tool + "' and name the result");
    }
  }

  static KobakoException finding(Path file, String fact, String remedy) {
    return KobakoException.finding(Diagnostic.of(file.toString(), fact, remedy));
  }
}
