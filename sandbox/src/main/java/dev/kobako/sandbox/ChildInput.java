package dev.kobako.sandbox;

import java.io.IOException;
import java.io.OutputStream;

/** What a {@link Launch} reads; written by a thread of its own. */
interface ChildInput {
  /** Nothing, at once at its end. */
  ChildInput NONE = _ -> {};

  void writeTo(OutputStream stream) throws IOException;
}
