package dev.kobako.sandbox;

import java.io.InputStream;

/** What becomes of one output stream of a {@link Launch}. */
interface OutputSink {
  /** Its start is kept. */
  OutputSink KEPT = in -> OutputPump.start(in, Sandbox.MAX_OUTPUT);

  OutputPump pump(InputStream in);

  /** A reader gets it. */
  static OutputSink of(OutputPump.Reader reader) {
    return in -> OutputPump.start(in, reader);
  }
}
