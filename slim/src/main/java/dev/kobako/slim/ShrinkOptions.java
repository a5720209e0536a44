package dev.kobako.slim;

import java.util.List;
import java.util.Optional;

/**
 * How kept files are made smaller without changing what they do.
 *
 * @param strip whether ELF files lose what is never loaded
 * @param upx how programs are packed, if they are
 * @param upxTest the command that a packed program must run as the unpacked one does; empty for
 *     {@code PROGRAM --version}
 */
public record ShrinkOptions(boolean strip, Optional<Upx.Level> upx, List<String> upxTest) {
  public ShrinkOptions {
    upxTest = List.copyOf(upxTest);
  }

  /** Whether all files stay as they are. */
  public boolean isNone() {
    return !strip && upx.isEmpty();
  }

  /** Files as they are. */
  public static ShrinkOptions none() {
    return new ShrinkOptions(false, Optional.empty(), List.of());
  }
}
