package dev.kobako.apt;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.bouncycastle.openpgp.PGPSignature;

/**
 * Believes a suite's InRelease only if somebody trusted has signed all of it, and it is in time.
 * Safe for use by several threads.
 */
final class ReleaseCheck implements ReleaseTrust {
  /** Ubuntu's are the largest, with 0.3 MB. */
  private static final int MOST_BYTES = 16 << 20;

  private final Keyrings keyrings;

  /**
   * Trusts what apt on the host would trust, and the keys of Debian and Ubuntu that come with
   * kobako. Reads nothing yet.
   *
   * @param hostRoot {@code /}, or what tests have in its place
   */
  public ReleaseCheck(Path hostRoot) {
    this.keyrings = new Keyrings(hostRoot);
  }

  /**
   * Checks signature, then dates, then reads.
   *
   * @param inRelease bytes that came from anywhere
   * @param suite the folder under {@code dists} that was asked for, which the release must be for
   * @param url where it came from, for messages
   * @throws KobakoException a finding, where it is not to be believed
   */
  @Override
  public Release check(byte[] inRelease, AptSource source, String suite, String url, Instant now) {
    AskedRelease asked = new AskedRelease(source, suite, url);
    try {
      requireSize(inRelease);
      ClearSigned.Parts parts = ClearSigned.parse(inRelease);
      byte[] packets = Armor.decode(parts.signatures(), "SIGNATURE");
      new SignedRule(asked, keyrings)
          .require(packets, parts.signedBytes(), PGPSignature.CANONICAL_TEXT_DOCUMENT, now);
      return read(parts.text(), Digest.sha256(inRelease), asked, now);
    } catch (IOException e) {
      throw unreadable(asked, e);
    }
  }

  /**
   * The same for a file whose signatures were checked before, with the same {@link #keys}: all but
   * them.
   */
  @Override
  public Release reread(byte[] inRelease, AptSource source, String suite, String url, Instant now) {
    AskedRelease asked = new AskedRelease(source, suite, url);
    try {
      requireSize(inRelease);
      return read(ClearSigned.parse(inRelease).text(), Digest.sha256(inRelease), asked, now);
    } catch (IOException e) {
      throw unreadable(asked, e);
    }
  }

  /**
   * What decides about the signatures of a source, as a digest: its keys, and whether they may have
   * expired. With the same, at about the same time, the same signatures are good.
   */
  @Override
  public String keys(AptSource source) {
    return TrustedKeys.of(source, keyrings).digest() + " " + source.checkValidUntil();
  }

  /**
   * The same for a Release whose signatures are in a file of their own, as old or small archives
   * have it.
   *
   * @param release the file {@code Release}
   * @param signatures the file {@code Release.gpg}, armored or binary
   * @param url of the Release, for messages
   * @throws KobakoException a finding, where it is not to be believed
   */
  public Release checkDetached(
      byte[] release, byte[] signatures, AptSource source, String suite, String url, Instant now) {
    AskedRelease asked = new AskedRelease(source, suite, url);
    try {
      requireSize(release);
      requireSize(signatures);
      byte[] packets =
          Armor.looksArmored(signatures)
              ? Armor.decode(new String(signatures, StandardCharsets.ISO_8859_1), "SIGNATURE")
              : signatures;
      new SignedRule(asked, keyrings).require(packets, release, PGPSignature.BINARY_DOCUMENT, now);
      String text = new String(release, StandardCharsets.ISO_8859_1);
      return read(text, Digest.sha256(release), asked, now);
    } catch (IOException e) {
      throw unreadable(asked, e);
    }
  }

  private static void requireSize(byte[] file) throws IOException {
    if (file.length > MOST_BYTES) {
      throw new IOException("has more than " + MOST_BYTES + " bytes");
    }
  }

  private static KobakoException unreadable(AskedRelease asked, IOException e) {
    return asked.refused(
        "is no signed Release: " + e.getMessage(),
        "is the archive in "
            + asked.place()
            + " right, and does no proxy or login page answer in its place?");
  }

  private static Release read(String text, Digest digest, AskedRelease asked, Instant now)
      throws IOException {
    Release release = ReleaseFile.read(text, digest);
    new InTimeRule(asked).require(release, now);
    new SuiteRule(asked).require(release);
    return release;
  }
}
