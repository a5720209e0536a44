package dev.kobako.apt;

import java.time.Instant;

/** Who decides whether a release is believed: {@link ReleaseCheck#check}. */
@FunctionalInterface
interface ReleaseTrust {
  /** As {@link ReleaseCheck#check}. */
  Release check(byte[] inRelease, AptSource source, String suite, String url, Instant now);
}
