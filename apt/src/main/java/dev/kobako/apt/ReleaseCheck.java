package dev.kobako.apt;

import java.nio.file.Path;
import java.time.Instant;

/**
 * Believes a suite's InRelease only if somebody trusted has signed all of it, and it is in time.
 */
public final class ReleaseCheck {
  private final Path hostRoot;

  /**
   * Trusts what apt on the host would trust, and the keys of Debian and Ubuntu that come with
   * kobako.
   *
   * @param hostRoot {@code /}, or what tests have in its place
   */
  public ReleaseCheck(Path hostRoot) {
    this.hostRoot = hostRoot;
  }

  /**
   * Checks signature, then dates, then reads.
   *
   * @param inRelease bytes that came from anywhere
   * @param suite the folder under {@code dists} that was asked for, which the release must be for
   * @param url where it came from, for messages
   * @throws dev.kobako.diagnostic.KobakoException a finding, where it is not to be believed
   */
  public Release check(byte[] inRelease, AptSource source, String suite, String url, Instant now) {
    throw new UnsupportedOperationException(hostRoot.toString());
  }
}
