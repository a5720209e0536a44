package dev.kobako.apt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.openpgp.PGPException;

/**
 * The certificates of a keyring file, of which only those asked for are read: a distribution's
 * keyring is mostly signatures by people about its keys.
 */
final class Keyring {
  private static final int KEYBOX_MAGIC_AT = 8;
  private static final String KEYBOX_MAGIC = "KBXf";

  private final byte[] bytes;
  private final List<Span> spans;

  private Keyring(byte[] bytes, List<Span> spans) {
    this.bytes = bytes;
    this.spans = List.copyOf(spans);
  }

  /** From a certificate's first byte to its last, and the fingerprints of its keys. */
  private record Span(int start, int end, List<String> fingerprints) {}

  /**
   * Finds the certificates.
   *
   * @param file binary, or armored in any number of blocks
   * @throws IOException where it is neither, in words
   */
  static Keyring read(byte[] file) throws IOException {
    if (isKeybox(file)) {
      throw new IOException("is a keybox of GnuPG's own; gpg --export writes what apt reads");
    }
    byte[] binary =
        Armor.looksArmored(file)
            ? Armor.decode(new String(file, StandardCharsets.ISO_8859_1), "PUBLIC KEY BLOCK")
            : file;
    return new Keyring(binary, spans(binary));
  }

  private static boolean isKeybox(byte[] file) {
    int end = KEYBOX_MAGIC_AT + KEYBOX_MAGIC.length();
    return file.length > end
        && new String(file, KEYBOX_MAGIC_AT, KEYBOX_MAGIC.length(), StandardCharsets.ISO_8859_1)
            .equals(KEYBOX_MAGIC);
  }

  private static List<Span> spans(byte[] binary) throws IOException {
    List<Span> spans = new ArrayList<>();
    List<String> fingerprints = new ArrayList<>();
    int start = -1;
    for (OpenPgpPacket packet : OpenPgpPacket.split(binary)) {
      if (packet.tag() == OpenPgpPacket.PUBLIC_KEY) {
        if (start >= 0) {
          spans.add(new Span(start, packet.start(), List.copyOf(fingerprints)));
        }
        fingerprints.clear();
        start = packet.start();
      }
      boolean isKey =
          packet.tag() == OpenPgpPacket.PUBLIC_KEY || packet.tag() == OpenPgpPacket.PUBLIC_SUBKEY;
      if (isKey && packet.version() == 4) {
        fingerprints.add(fingerprint(packet));
      }
    }
    if (start >= 0) {
      spans.add(new Span(start, binary.length, List.copyOf(fingerprints)));
    }
    return spans;
  }

  private static String fingerprint(OpenPgpPacket key) throws IOException {
    try {
      return HexFormat.of().withUpperCase().formatHex(Fingerprint.of(key.body()));
    } catch (PGPException e) {
      throw new IOException(e);
    }
  }

  /**
   * The certificate that has a key, as primary key or as subkey.
   *
   * @throws IOException where it is there and can't be read
   */
  Optional<Certificate> certificate(Issuer issuer) throws IOException {
    for (Span span : spans) {
      for (String fingerprint : span.fingerprints) {
        if (issuer.isKey(fingerprint)) {
          return Optional.of(Certificate.read(Arrays.copyOfRange(bytes, span.start, span.end)));
        }
      }
    }
    return Optional.empty();
  }
}
