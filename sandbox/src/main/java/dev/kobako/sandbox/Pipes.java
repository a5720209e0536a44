package dev.kobako.sandbox;

import java.io.Closeable;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** The child's ends of its pipes, in the order of its descriptors; closed when it has them. */
final class Pipes implements AutoCloseable {
  /**
   * Our ends of a child's pipes.
   *
   * @param after what it writes to the descriptor after the others
   * @param held those that it still holds when all has been written to them
   */
  record Ends(
      OutputStream in,
      OutputPump output,
      OutputPump errors,
      InputStream told,
      OutputStream go,
      InputStream after,
      List<HeldPipe> held) {
    /** Without a descriptor for what comes after the command. */
    Ends(OutputStream in, OutputPump output, OutputPump errors, InputStream told, OutputStream go) {
      this(in, output, errors, told, go, InputStream.nullInputStream(), List.of());
    }

    /** Says that the child need not wait for a further step. */
    void noMoreSteps() {
      close(go);
    }

    /** Lets those who read what the child still holds meet the end. */
    void endHeld() {
      held.forEach(HeldPipe::end);
    }

    /** What comes after the command, is not read any more. */
    void leaveTheRest() {
      close(after);
    }

    private static void close(Closeable stream) {
      try {
        stream.close();
      } catch (IOException _) {
        // Nothing is kept back that could be lost.
      }
    }
  }

  /** Kobako's own streams. */
  private static final List<Integer> OWN = List.of(0, 1, 2);

  private final Kernel kernel;
  private final List<Integer> childEnds = new ArrayList<>();

  Pipes(Kernel kernel) {
    this.kernel = kernel;
  }

  /** Everything that a child gets. */
  Ends ends(ChildStreams streams) throws IOException {
    return switch (streams) {
      case ChildStreams.Piped(OutputSink output, OutputSink errors) ->
          new Ends(
              toChild(),
              output.pump(fromChild()),
              errors.pump(fromChild()),
              fromChild(),
              toChild());
      case ChildStreams.Followed(OutputSink output, OutputSink errors) -> followed(output, errors);
      case ChildStreams.Own() -> {
        childEnds.addAll(OWN);
        yield fed(nothing(), nothing());
      }
      case ChildStreams.Given(int input, int output, int errors) -> {
        childEnds.addAll(List.of(input, output, errors));
        yield fed(nothing(), nothing());
      }
      case ChildStreams.Fed(int input, OutputSink output, OutputSink errors) -> {
        childEnds.add(input);
        yield fed(output.pump(fromChild()), errors.pump(fromChild()));
      }
    };
  }

  private static OutputPump nothing() {
    return OutputPump.start(InputStream.nullInputStream(), 0);
  }

  /** The ends where the child's own input is on a descriptor after the others. */
  private Ends fed(OutputPump output, OutputPump errors) throws IOException {
    InputStream told = fromChild();
    OutputStream go = toChild();
    return new Ends(toChild(), output, errors, told, go);
  }

  private Ends followed(OutputSink output, OutputSink errors) throws IOException {
    OutputStream in = toChild();
    HeldPipe out = heldFromChild();
    HeldPipe err = heldFromChild();
    HeldPipe told = heldFromChild();
    OutputStream go = toChild();
    return new Ends(
        in, output.pump(out), errors.pump(err), told, go, fromChild(), List.of(out, err, told));
  }

  private HeldPipe heldFromChild() throws IOException {
    InputStream in = fromChild();
    return new HeldPipe(in, new FileOutputStream(open(childEnds.getLast())));
  }

  /** A stream that the child reads as its next descriptor. */
  OutputStream toChild() throws IOException {
    Kernel.Pipe pipe = kernel.pipe();
    childEnds.add(pipe.readEnd());
    try {
      return new FileOutputStream(open(pipe.writeEnd()));
    } finally {
      kernel.close(pipe.writeEnd());
    }
  }

  /** A stream that the child writes as its next descriptor. */
  InputStream fromChild() throws IOException {
    Kernel.Pipe pipe = kernel.pipe();
    childEnds.add(pipe.writeEnd());
    try {
      return new FileInputStream(open(pipe.readEnd()));
    } finally {
      kernel.close(pipe.readEnd());
    }
  }

  /** Opening a pipe by this name gives a descriptor that Java owns and closes. */
  private static String open(int descriptor) {
    return "/proc/self/fd/" + descriptor;
  }

  List<Integer> childEnds() {
    return childEnds;
  }

  /** Closes our copies of the child's ends, so that a stream ends when the child does. */
  void release() {
    childEnds.stream().filter(each -> !OWN.contains(each)).forEach(kernel::close);
    childEnds.clear();
  }

  @Override
  public void close() {
    release();
  }
}
