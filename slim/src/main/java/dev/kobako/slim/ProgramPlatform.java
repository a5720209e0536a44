package dev.kobako.slim;

import dev.kobako.elf.ElfFile;
import dev.kobako.image.Platform;
import dev.kobako.tree.Entry;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;

/** The platform that a bundle's programs are built for, by their ELF machine (gABI, e_machine). */
public final class ProgramPlatform {
  private ProgramPlatform() {}

  /** The platform of the first kept ELF program; of this machine, where none is kept. */
  public static Platform of(BundlePlan plan) throws IOException {
    for (Kept kept : plan.keepSet().all()) {
      if (kept.entry() instanceof Entry.RegularFile file && file.content().size() >= 52) {
        Optional<Platform> platform = of(kept, file);
        if (platform.isPresent()) {
          return platform.get();
        }
      }
    }
    return Platform.host();
  }

  private static Optional<Platform> of(Kept kept, Entry.RegularFile file) throws IOException {
    try (SeekableByteChannel channel = file.content().openChannel()) {
      Optional<ElfFile> elf = ElfFile.read(channel, kept.path().toString());
      return elf.flatMap(ProgramPlatform::of);
    } catch (dev.kobako.diagnostic.KobakoException damaged) {
      return Optional.empty();
    }
  }

  private static Optional<Platform> of(ElfFile elf) {
    boolean little = elf.byteOrder() == ByteOrder.LITTLE_ENDIAN;
    return switch (elf.machine()) {
      case 3 -> Optional.of(Platform.of("linux", "386", Optional.empty()));
      case 21 -> Optional.of(Platform.of("linux", little ? "ppc64le" : "ppc64", Optional.empty()));
      case 22 -> Optional.of(Platform.of("linux", "s390x", Optional.empty()));
      case 40 -> Optional.of(Platform.of("linux", "arm", Optional.of("v7")));
      case 62 -> Optional.of(Platform.of("linux", "amd64", Optional.empty()));
      case 183 -> Optional.of(Platform.of("linux", "arm64", Optional.empty()));
      case 243 -> Optional.of(Platform.of("linux", "riscv64", Optional.empty()));
      case 258 -> Optional.of(Platform.of("linux", "loong64", Optional.empty()));
      default -> Optional.empty();
    };
  }
}
