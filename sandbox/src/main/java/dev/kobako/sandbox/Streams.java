package dev.kobako.sandbox;

import java.io.OutputStream;
import java.nio.file.Path;

/**
 * Where the streams of a process in a container lead. A closed set: handle it with an exhaustive
 * switch.
 */
public sealed interface Streams {
  /** Nothing to read; a consumer gets what it writes, as it comes. */
  record Captured(OutputStream output, OutputStream errors) implements Streams {}

  /** Nothing to read; both outputs are appended to a file. */
  record Logged(Path file) implements Streams {}

  /**
   * Those of another process of this user, which waits meanwhile: its descriptors 0, 1 and 2 are
   * duplicated.
   */
  record OfProcess(long pid) implements Streams {}

  /** A file to read; a consumer gets what it writes. */
  record Fed(Path input, OutputStream output, OutputStream errors) implements Streams {}
}
