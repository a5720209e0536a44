package dev.kobako.apt;

import java.nio.file.Path;
import java.util.List;

/** What Signed-By of sources.list(5) can be. */
public sealed interface SignedBy {
  /**
   * Keys in a file, binary or armored.
   *
   * @param path where it is on this machine
   */
  record KeyFile(Path path) implements SignedBy {}

  /** Keys in the entry itself, armored. */
  record KeyText(String armored) implements SignedBy {}

  /**
   * A key of those that the host trusts.
   *
   * @param hex all digits of it, upper case
   * @param exact whether subkeys don't count ({@code !} at its end)
   */
  record Fingerprint(String hex, boolean exact) implements SignedBy {}

  /** Several files or fingerprints, any of which will do. */
  record AnyOf(List<SignedBy> each) implements SignedBy {
    public AnyOf {
      each = List.copyOf(each);
    }
  }
}
