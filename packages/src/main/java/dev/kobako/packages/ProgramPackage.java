package dev.kobako.packages;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a compiled program says of the package that it was built from. */
final class ProgramPackage {
  private static final byte[] ELF = {0x7f, 'E', 'L', 'F'};
  private static final int PIECE = 1 << 20;

  private ProgramPackage() {}

  /** Of Go's and Rust's programs; none for others and what is no program. */
  static List<NamedPackage> of(String path, Content content) throws IOException {
    if (content.size() < ELF.length || !isElf(content)) {
      return List.of();
    }
    Optional<NamedPackage> go = go(content);
    return (go.isPresent() ? go : rust(path, content)).stream().toList();
  }

  private static boolean isElf(Content content) throws IOException {
    try (InputStream in = content.open()) {
      return Arrays.equals(in.readNBytes(ELF.length), ELF);
    }
  }

  private static Optional<NamedPackage> go(Content content) throws IOException {
    GoSearch search = new GoSearch();
    byte[] piece = new byte[PIECE];
    try (InputStream in = content.open()) {
      int count;
      while ((count = in.readNBytes(piece, 0, PIECE)) > 0) {
        search.take(piece, 0, count);
      }
    }
    return search.found();
  }

  private static Optional<NamedPackage> rust(String path, Content content) throws IOException {
    try (SeekableByteChannel channel = content.openChannel()) {
      return RustAuditData.crate(channel, path);
    } catch (KobakoException _) {
      return Optional.empty(); // damaged: nobody runs it
    }
  }
}
