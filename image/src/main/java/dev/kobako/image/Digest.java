package dev.kobako.image;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The name of a content: what its bytes hash to. See "Digests" in the OCI image specification's
 * descriptor.md.
 *
 * @param algorithm {@code sha256} or {@code sha512}
 * @param hex the hash in lower-case hexadecimal digits
 */
public record Digest(String algorithm, String hex) implements Comparable<Digest> {
  public Digest {
    int length =
        switch (algorithm) {
          case "sha256" -> 64;
          case "sha512" -> 128;
          default ->
              throw invalid(
                  algorithm + ":" + hex, "the algorithm '" + shorten(algorithm) + "' is not known");
        };
    if (hex.length() != length) {
      throw invalid(
          algorithm + ":" + hex,
          hex.length() + " digits, but " + algorithm + " has " + length + " of them");
    }
    for (int i = 0; i < length; i++) {
      char c = hex.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        throw invalid(algorithm + ":" + hex, "digits other than 0-9 and a-f");
      }
    }
  }

  /**
   * Reads {@code algorithm:hex}.
   *
   * @throws KobakoException a finding that says what is wrong with the text
   */
  public static Digest parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw invalid(text, "no ':' between algorithm and digits");
    }
    return new Digest(text.substring(0, colon), text.substring(colon + 1));
  }

  /** The SHA-256 of an array. */
  public static Digest sha256(byte[] bytes) {
    MessageDigest hash = newHash("sha256");
    hash.update(bytes);
    return finish("sha256", hash);
  }

  /** The SHA-256 of all that a stream gives; doesn't close it. */
  public static Digest sha256(InputStream in) throws IOException {
    MessageDigest hash = newHash("sha256");
    byte[] buffer = new byte[64 * 1024];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      hash.update(buffer, 0, count);
    }
    return finish("sha256", hash);
  }

  /** Whether these bytes have this digest. */
  public boolean matches(byte[] bytes) {
    MessageDigest hash = newHash();
    hash.update(bytes);
    return finish(algorithm, hash).equals(this);
  }

  /** A fresh hash of this digest's algorithm. */
  public MessageDigest newHash() {
    return newHash(algorithm);
  }

  /** A fresh hash of an algorithm that a digest can have. */
  public static MessageDigest newHash(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm.equals("sha512") ? "SHA-512" : "SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256 and SHA-512", e);
    }
  }

  /** What {@code hash} was fed with; the hash starts anew afterwards. */
  public static Digest finish(String algorithm, MessageDigest hash) {
    return new Digest(algorithm, HexFormat.of().formatHex(hash.digest()));
  }

  /** The hash itself, which is half as long as its digits. */
  public byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  /** The first twelve digits, for people. */
  public String brief() {
    return hex.substring(0, 12);
  }

  // Written out, as the next one is: a JVM that has just started makes those of a record when they
  // are first called, which takes it 20 ms, and digests are compared in every command.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Digest(String otherAlgorithm, String otherHex)
        && hex.equals(otherHex)
        && algorithm.equals(otherAlgorithm);
  }

  @Override
  public int hashCode() {
    return hex.hashCode();
  }

  @Override
  public int compareTo(Digest other) {
    return toString().compareTo(other.toString());
  }

  /** {@code algorithm:hex}. */
  @Override
  public String toString() {
    return algorithm + ":" + hex;
  }

  private static KobakoException invalid(String text, String fact) {
    return KobakoException.finding(
        Diagnostic.of(
            shorten(text),
            "not a digest: " + fact,
            "a digest is sha256: and 64 hexadecimal digits, or sha512: and 128"));
  }

  private static String shorten(String text) {
    return text.isBlank() ? "''" : text.length() <= 150 ? text : text.substring(0, 150) + "…";
  }
}
