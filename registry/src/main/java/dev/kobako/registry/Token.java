package dev.kobako.registry;

import java.time.Duration;

/**
 * A bearer token. Its text is a secret.
 *
 * @param value as it is sent
 * @param lifetime how long it can be used, from when it was asked for
 */
record Token(String value, Duration lifetime) {
  @Override
  public String toString() {
    return "token ***";
  }
}
