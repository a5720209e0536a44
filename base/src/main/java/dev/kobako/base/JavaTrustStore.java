package dev.kobako.base;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * {@code /etc/ssl/certs/java/cacerts}, without which Debian's Java trusts nobody: a key store of
 * all certificate authorities, where ca-certificates-java is there.
 *
 * <p>The format JKS is written here since the JDK's own writer puts the time of day into it. It is
 * told by the JDK's reader: a header, entries of alias, time and certificate, and SHA-1 over the
 * password, a phrase, and all that. The password, which protects nothing, is Java's usual one.
 */
final class JavaTrustStore implements Effect {
  private static final int MAGIC = 0xfeedfeed;
  private static final int VERSION = 2;
  private static final int TRUSTED_CERTIFICATE = 2;
  private static final String PASSWORD = "changeit";
  private static final String PHRASE = "Mighty Aphrodite";

  @Override
  public String standsFor() {
    return "ca-certificates-java";
  }

  @Override
  public void apply(Draft draft) {
    if (!draft.hasPackage("ca-certificates-java")) {
      return;
    }
    SortedMap<String, byte[]> certificates = new TreeMap<>();
    for (TrustedCertificate trusted : TrustedCertificate.all(draft.tree())) {
      List<byte[]> held =
          PemCertificates.read(draft.bytes(trusted.path().toString()).orElseThrow());
      if (held.size() == 1) {
        certificates.put("debian:" + trusted.pemName().toLowerCase(Locale.ROOT), held.getFirst());
      }
    }
    draft.file(CaCertificates.FOLDER + "/java/cacerts", write(certificates, draft.time()), 0644);
  }

  /** A store whose entries all have the same time. */
  static byte[] write(SortedMap<String, byte[]> certificates, Instant time) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(MAGIC);
      out.writeInt(VERSION);
      out.writeInt(certificates.size());
      for (var entry : certificates.entrySet()) {
        out.writeInt(TRUSTED_CERTIFICATE);
        out.writeUTF(entry.getKey());
        out.writeLong(time.toEpochMilli());
        out.writeUTF("X.509");
        out.writeInt(entry.getValue().length);
        out.write(entry.getValue());
      }
      MessageDigest sum = MessageDigest.getInstance("SHA-1");
      sum.update(PASSWORD.getBytes(StandardCharsets.UTF_16BE));
      sum.update(PHRASE.getBytes(StandardCharsets.UTF_8));
      out.write(sum.digest(bytes.toByteArray()));
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }
}
