package dev.kobako.apt;

/** What becomes of one signature. */
sealed interface Verdict {
  /** Made by a trusted key over this very text. */
  record Good(String fingerprint) implements Verdict {}

  /** By a trusted key, but over another text. */
  record Bad(String fingerprint) implements Verdict {}

  /**
   * Counts neither for nor against the text.
   *
   * @param reason the end of a sentence that begins with the signature
   */
  record Worthless(String reason) implements Verdict {}

  /**
   * By a key that is not trusted here.
   *
   * @param key fingerprint, or id
   */
  record Unknown(String key) implements Verdict {}
}
