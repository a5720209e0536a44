package dev.kobako.packages;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.elf.NamedSection;
import dev.kobako.image.Content;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.Optional;

/** What a compiled program says of the package that it was built from. */
public final class ProgramPackage {
  private ProgramPackage() {}

  /** Of Go's and Rust's programs; none for others and what is no program. */
  static List<NamedPackage> of(String path, Content content) throws IOException {
    try (SeekableByteChannel channel = content.openChannel()) {
      return of(channel, path).stream().toList();
    }
  }

  /**
   * The same of an open file, which stays open. Reads its section headers and, where there is one,
   * the section that tells.
   *
   * @param name what the file is called in messages
   */
  public static Optional<NamedPackage> of(SeekableByteChannel channel, String name)
      throws IOException {
    try {
      Optional<NamedPackage> go =
          NamedSection.of(channel, name, GoBuildInfo.SECTION, GoBuildInfo.LENGTH)
              .flatMap(GoBuildInfo::module);
      return go.isPresent()
          ? go
          : NamedSection.of(channel, name, RustAuditData.SECTION, RustAuditData.LONGEST)
              .flatMap(list -> RustAuditData.crate(list, name));
    } catch (KobakoException _) {
      return Optional.empty(); // damaged: nobody runs it
    }
  }
}
