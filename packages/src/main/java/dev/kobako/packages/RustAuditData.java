package dev.kobako.packages;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Json;
import dev.kobako.image.JsonObject;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The crates that cargo-auditable lists in a program: JSON behind zlib in the section {@code
 * .dep-v0} (cargo-auditable, "PARSING.md").
 */
final class RustAuditData {
  static final String SECTION = ".dep-v0";

  /** Its authors bound it by as much. */
  static final int LONGEST = 8 << 20;

  private RustAuditData() {}

  /**
   * The crate that a program is; empty where its list doesn't say.
   *
   * @param section its bytes
   * @param name of the program, for messages
   */
  static Optional<NamedPackage> crate(byte[] section, String name) {
    byte[] json = inflated(section);
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
