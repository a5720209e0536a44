package dev.kobako.build;

import dev.kobako.image.Digest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Writes what a step depends on so that different things are different bytes: every value has its
 * kind and its length before it, every list its count. Not to be shared between threads.
 */
final class KeyWriter {
  /**
   * The engine's version, in every key: to be raised when a step with the same parameters comes to
   * something else than before, or its record to mean something else, so that an upgraded kobako
   * takes nothing of its predecessor's. 2: layers are shipped without what was only copied up.
   */
  private static final String VERSION = "kobako build 2";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);

  /**
   * Starts.
   *
   * @param kind of what is written
   */
  KeyWriter(String kind) {
    text(VERSION).text(kind);
  }

  /** UTF-16, in which lone surrogates, which stand for bytes that are no UTF-8, are themselves. */
  KeyWriter text(String text) {
    start('t', text.length());
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      bytes.write(unit >> Byte.SIZE);
      bytes.write(unit);
    }
    return this;
  }

  /**
   * Writes a value of fixed length, or how long the next one is.
   *
   * @param kind of value
   */
  private KeyWriter start(char kind, long number) {
    bytes.write(kind);
    bytes.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    return this;
  }

  KeyWriter number(long number) {
    return start('n', number);
  }

  KeyWriter flag(boolean flag) {
    return start('f', flag ? 1 : 0);
  }

  KeyWriter digest(Digest digest) {
    return text(digest.toString());
  }

  KeyWriter texts(List<String> texts) {
    start('l', texts.size());
    texts.forEach(this::text);
    return this;
  }

  KeyWriter texts(SequencedMap<String, String> texts) {
    start('m', texts.size());
    for (Map.Entry<String, String> each : texts.entrySet()) {
      text(each.getKey()).text(each.getValue());
    }
    return this;
  }

  KeyWriter optional(Optional<String> text) {
    start('o', text.isPresent() ? 1 : 0);
    text.ifPresent(this::text);
    return this;
  }

  /** The SHA-256 of all that was written. */
  Digest key() {
    return Digest.sha256(bytes.toByteArray());
  }
}
