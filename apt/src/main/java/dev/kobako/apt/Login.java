package dev.kobako.apt;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * As whom an archive is asked.
 *
 * @param user may be empty, where only a password counts
 * @param password a secret
 */
record Login(String user, String password) {
  /** What stands in the header Authorization (RFC 7617). */
  String basic() {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  /** The user only. */
  @Override
  public String toString() {
    return user;
  }
}
