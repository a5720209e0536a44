package dev.kobako.apt;

import java.time.Instant;

/** Who decides whether a release is believed; tests have others than {@link ReleaseCheck}. */
@FunctionalInterface
interface ReleaseTrust {
  /** As {@link ReleaseCheck#check}. */
  Release check(byte[] inRelease, AptSource source, String suite, String url, Instant now);

  /** As {@link ReleaseCheck#keys}; by default nothing is known of keys. */
  default String keys(AptSource source) {
    return "";
  }

  /** As {@link ReleaseCheck#reread}; by default all is checked again. */
  default Release reread(
      byte[] inRelease, AptSource source, String suite, String url, Instant now) {
    return check(inRelease, source, suite, url, now);
  }
}
