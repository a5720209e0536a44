package dev.kobako.http;

import java.io.Closeable;
import java.io.IOException;

/** Closing what has nothing more to say. */
final class Closing {
  private Closing() {}

  /** Closes a connection whose bytes have all been seen or are given up. */
  static void quietly(Closeable connection) {
    try {
      connection.close();
    } catch (IOException e) {
      // Nothing is lost with it: whatever mattered was read before.
    }
  }
}
