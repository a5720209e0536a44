package dev.kobako.report;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;

/** Made-up secrets, put together here so that no scanner of sources takes them for real ones. */
final class Secrets {
  private static final String BEGIN = "-----" + "BEGIN EC PRIVATE" + " KEY-----\n";

  private Secrets() {}

  static byte[] privateKey(Random random) {
    byte[] key = new byte[120];
    random.nextBytes(key);
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key);
    return (BEGIN + text + "\n-----" + "END EC PRIVATE" + " KEY-----\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  static boolean isPrivateKey(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1).startsWith(BEGIN);
  }
}
