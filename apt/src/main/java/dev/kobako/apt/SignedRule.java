package dev.kobako.apt;

import dev.kobako.apt.Verdict.Bad;
import dev.kobako.apt.Verdict.Good;
import dev.kobako.apt.Verdict.Unknown;
import dev.kobako.apt.Verdict.Worthless;
import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Somebody trusted has signed it. The rule is apt's: at least one signature is good, and none by a
 * trusted key is over another text; signatures by keys that are unknown, expired, revoked or weak
 * count for nothing.
 */
final class SignedRule {
  private final AskedRelease asked;
  private final TrustedKeys keys;

  SignedRule(AskedRelease asked, Keyrings keyrings) {
    this.asked = asked;
    this.keys = TrustedKeys.of(asked.source(), keyrings);
  }

  /**
   * Refuses what is not signed.
   *
   * @param type of RFC 9580 that the signatures must be of
   * @throws IOException where the signatures can't be read
   */
  void require(byte[] packets, byte[] signed, int type, Instant now) throws IOException {
    // Archives of old days were signed by keys that have expired since, like the files themselves.
    Optional<Instant> keysValidAt =
        asked.source().checkValidUntil() ? Optional.of(now) : Optional.empty();
    List<Verdict> verdicts =
        new SignatureCheck(keys, type, now, keysValidAt).verdicts(packets, signed);
    boolean good = false;
    List<String> unknown = new ArrayList<>();
    List<String> worthless = new ArrayList<>();
    for (Verdict verdict : verdicts) {
      switch (verdict) {
        case Bad(String key) -> throw changed(key);
        case Good _ -> good = true;
        case Unknown(String key) -> unknown.add(key);
        case Worthless(String reason) -> worthless.add("a signature " + reason);
      }
    }
    if (!good) {
      throw unknown.isEmpty() ? worthless(worthless) : unknown(unknown, worthless);
    }
  }

  private KobakoException changed(String key) {
    return asked.refused(
        "the signature by key " + key + " is over another text: the file was changed since",
        "try again, or another mirror: something on the way changes what it passes on");
  }

  private KobakoException worthless(List<String> worthless) {
    return asked.refused(
        "no signature of it counts: " + String.join("; ", worthless),
        "use a mirror that is kept up to date, or name an up-to-date file of its keys with"
            + " Signed-By in "
            + asked.place());
  }

  private KobakoException unknown(List<String> unknown, List<String> worthless) {
    String others = worthless.isEmpty() ? "" : "; also, " + String.join("; ", worthless);
    return asked.refused(
        "is signed by "
            + (unknown.size() == 1 ? "key " : "keys ")
            + String.join(", ", unknown)
            + ", not trusted here (looked in "
            + keys.searched()
            + ")"
            + others,
        keys.isNamed()
            ? "if the archive has a new key, name its file with Signed-By in " + asked.place()
            : "install the package that has the archive's keys (debian-archive-keyring,"
                + " ubuntu-keyring), or name the file of the key with Signed-By in "
                + asked.place());
  }
}
