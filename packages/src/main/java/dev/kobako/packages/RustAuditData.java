package dev.kobako.packages;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.elf.ElfFile;
import dev.kobako.elf.Section;
import dev.kobako.image.Json;
import dev.kobako.image.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The crates that cargo-auditable lists in a program: JSON behind zlib in the section {@code
 * .dep-v0} (cargo-auditable, "PARSING.md").
 */
public final class RustAuditData {
  private static final String SECTION = ".dep-v0";

  /** Its authors bound it by as much. */
  private static final int LONGEST = 8 << 20;

  private RustAuditData() {}

  /**
   * The crate that the program is; empty where the program doesn't say.
   *
   * @param channel of an ELF file; stays open
   */
  public static Optional<NamedPackage> crate(SeekableByteChannel channel, String name)
      throws IOException {
    Optional<Section> section =
        ElfFile.read(channel, name).stream()
            .flatMap(file -> file.sections().stream())
            .filter(each -> each.name().equals(SECTION))
            .findFirst();
    if (section.isEmpty() || section.get().size() <= 0 || section.get().size() > LONGEST) {
      return Optional.empty();
    }
    ByteBuffer packed = ByteBuffer.allocate((int) section.get().size());
    channel.position(Math.max(0, section.get().offset()));
    while (packed.hasRemaining() && channel.read(packed) > 0) {}
    byte[] json = inflated(Arrays.copyOf(packed.array(), packed.position()));
    try {
      return json.length == 0 ? Optional.empty() : root(Json.object(name, json));
    } catch (KobakoException _) {
      return Optional.empty(); // no cargo has written it
    }
  }

  private static Optional<NamedPackage> root(JsonObject json) {
    for (JsonObject each : json.objects("packages")) {
      String name = each.text("name").orElse("");
      if (each.flag("root") && !name.isEmpty()) {
        return Optional.of(new NamedPackage(Ecosystem.RUST, name, each.text("version").orElse("")));
      }
    }
    return Optional.empty();
  }

  private static byte[] inflated(byte[] packed) {
    try (Inflater inflater = new Inflater()) {
      inflater.setInput(packed);
      byte[] bytes = new byte[Math.min(LONGEST, 64 + 16 * packed.length)];
      int length = 0;
      int more = 1;
      while (more > 0 && !inflater.finished()) {
        if (length == bytes.length) {
          if (length == LONGEST) {
            return new byte[0];
          }
          bytes = Arrays.copyOf(bytes, Math.min(LONGEST, 2 * length));
        }
        more = inflater.inflate(bytes, length, bytes.length - length);
        length += more;
      }
      return inflater.finished() ? Arrays.copyOf(bytes, length) : new byte[0];
    } catch (DataFormatException _) {
      return new byte[0];
    }
  }
}
