package dev.kobako.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Builds a Debian package member by member, well-formed or hostile. Nothing is checked: what is
 * asked for is what is written (deb(5), ar(5)).
 */
public final class DebBuilder {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private DebBuilder() {}

  /** An archive without members. */
  public static DebBuilder empty() {
    return new DebBuilder().raw(bytes("!<arch>\n"));
  }

  /** An archive with the member that tells the format. */
  public static DebBuilder ofFormat(String format) {
    return empty().member("debian-binary", bytes(format + "\n"));
  }

  /** A well-formed package whose archives are not compressed. */
  public static DebBuilder of(TarBuilder control, TarBuilder data) {
    return ofFormat("2.0").member("control.tar", control.bytes()).member("data.tar", data.bytes());
  }

  /** A member; its size is that of the bytes. */
  public DebBuilder member(String name, byte[] bytes) {
    return member(name, Long.toString(bytes.length), bytes);
  }

  /** A member whose size field may say anything. */
  public DebBuilder member(String name, String size, byte[] bytes) {
    raw(bytes("%-16s%-12s%-6s%-6s%-8s%-10s`\n".formatted(name, "0", "0", "0", "100644", size)));
    raw(bytes);
    return bytes.length % 2 == 1 ? raw(bytes("\n")) : this;
  }

  /** Any bytes, as they are. */
  public DebBuilder raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  /** The package. */
  public byte[] bytes() {
    return out.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
