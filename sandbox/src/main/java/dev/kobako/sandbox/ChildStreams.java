package dev.kobako.sandbox;

/**
 * Where the streams of a {@link Launch} lead. A closed set: handle it with an exhaustive switch.
 */
sealed interface ChildStreams {
  /** Its input is the {@link ChildInput}; kobako reads its output. */
  record Piped(OutputSink output, OutputSink errors) implements ChildStreams {}

  /** As piped; and what comes after the command, on descriptor 5, is read when it is asked for. */
  record Followed(OutputSink output, OutputSink errors) implements ChildStreams {}

  /** They are kobako's own, and the {@link ChildInput} is on descriptor 5. */
  record Own() implements ChildStreams {}

  /**
   * They are these descriptors, which are closed here; the {@link ChildInput} is on descriptor 5.
   */
  record Given(int input, int output, int errors) implements ChildStreams {}

  /** It reads this descriptor, which is closed here; the {@link ChildInput} is on descriptor 5. */
  record Fed(int input, OutputSink output, OutputSink errors) implements ChildStreams {}

  ChildStreams KEPT = new Piped(OutputSink.KEPT, OutputSink.KEPT);
}
