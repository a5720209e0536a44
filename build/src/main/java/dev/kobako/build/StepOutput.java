package dev.kobako.build;

import java.io.OutputStream;
import java.util.Arrays;

/** Where the output of a step goes. */
record StepOutput(BuildEvents events, DoneSteps.Place place) {
  /** The standard output. */
  OutputStream out() {
    return new EventStream(false);
  }

  /** The standard error. */
  OutputStream errors() {
    return new EventStream(true);
  }

  /** Hands on what is written as it comes. */
  private final class EventStream extends OutputStream {
    private final boolean error;

    EventStream(boolean error) {
      this.error = error;
    }

    @Override
    public void write(int value) {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      events.output(
          place.stage(), place.number(), Arrays.copyOfRange(bytes, offset, offset + length), error);
    }
  }
}
