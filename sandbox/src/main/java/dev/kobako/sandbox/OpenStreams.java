package dev.kobako.sandbox;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Opens what the streams of a container's process lead to. */
final class OpenStreams {
  private static final Path NOTHING = Path.of("/dev/null");
  private static final int READ = 0;
  private static final int LOG = LinuxCalls.O_WRONLY | LinuxCalls.O_CREAT | LinuxCalls.O_APPEND;
  private static final int LOG_MODE = 0600;

  private final Kernel kernel;
  private final LinuxCalls calls;
  private final List<Integer> opened = new ArrayList<>();

  private OpenStreams(Kernel kernel, LinuxCalls calls) {
    this.kernel = kernel;
    this.calls = calls;
  }

  /**
   * What a launch is given; the descriptors are its.
   *
   * @throws KobakoException outside, where a file can't be opened, or the other process has ended
   */
  static ChildStreams of(Streams streams, Kernel kernel) {
    try (LinuxCalls calls = new LinuxCalls()) {
      OpenStreams open = new OpenStreams(kernel, calls);
      try {
        return open.open(streams);
      } catch (KobakoException e) {
        open.opened.forEach(calls::close);
        throw e;
      }
    }
  }

  private ChildStreams open(Streams streams) {
    return switch (streams) {
      case Streams.Captured(OutputStream output, OutputStream errors) ->
          new ChildStreams.Fed(file(NOTHING, READ), sink(output), sink(errors));
      case Streams.Fed(Path input, OutputStream output, OutputStream errors) ->
          new ChildStreams.Fed(file(input, READ), sink(output), sink(errors));
      case Streams.Logged(Path log) ->
          new ChildStreams.Given(file(NOTHING, READ), file(log, LOG), file(log, LOG));
      case Streams.OfProcess(long pid) -> ofProcess(pid);
    };
  }

  private static OutputSink sink(OutputStream consumer) {
    return OutputSink.of(OutputPump.Reader.into(consumer));
  }

  private int file(Path path, int flags) {
    int file = calls.open(calls.text(path.toString()), flags, LOG_MODE);
    if (file < 0) {
      throw KobakoException.outside(
          Diagnostic.of(path.toString(), "can't be opened: " + LinuxCalls.reason(-file)), null);
    }
    return kept(file);
  }

  private int kept(int file) {
    int raised = kernel.raised(file);
    opened.add(raised);
    return raised;
  }

  private ChildStreams ofProcess(long pid) {
    int process = calls.direct(CallNumbers.ofJava("pidfd_open"), pid, 0, 0, 0);
    if (process < 0) {
      throw lost(pid, process);
    }
    try {
      return new ChildStreams.Given(
          duplicate(process, pid, 0), duplicate(process, pid, 1), duplicate(process, pid, 2));
    } finally {
      calls.close(process);
    }
  }

  /** One that is closed there is nothing here: no input, and what is written is lost. */
  private int duplicate(int process, long pid, int number) {
    int file = calls.direct(CallNumbers.ofJava("pidfd_getfd"), process, number, 0, 0);
    if (file == -LinuxCalls.EBADF) {
      return file(NOTHING, LinuxCalls.O_RDWR);
    }
    if (file == -LinuxCalls.EPERM) {
      // Yama lets only descendants be looked into so far; most files can be opened by this name.
      int flags = number == 0 ? READ : LinuxCalls.O_WRONLY | LinuxCalls.O_APPEND;
      return file(Path.of("/proc/" + pid + "/fd/" + number), flags);
    }
    if (file < 0) {
      throw lost(pid, file);
    }
    return kept(file);
  }

  private static KobakoException lost(long pid, int error) {
    return KobakoException.outside(
        Diagnostic.of(
            "process " + pid, "its streams can't be taken over: " + LinuxCalls.reason(-error)),
        null);
  }
}
