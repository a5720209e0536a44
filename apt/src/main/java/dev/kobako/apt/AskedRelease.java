package dev.kobako.apt;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;

/**
 * What a release was fetched for.
 *
 * @param suite folder under {@code dists}
 * @param url where the file came from
 */
record AskedRelease(AptSource source, String suite, String url) {
  /** Where the source was written. */
  String place() {
    return source.place();
  }

  KobakoException refused(String fact, String remedy) {
    return KobakoException.finding(Diagnostic.of(url, fact, remedy));
  }
}
