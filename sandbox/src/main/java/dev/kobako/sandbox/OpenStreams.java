package dev.kobako.sandbox;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.nio.file.Path;

/** Opens what the streams of a container's process lead to. */
record OpenStreams(Kernel kernel) {
  private static final Path NOTHING = Path.of("/dev/null");
  private static final int LOG_MODE = 0600;

  /**
   * What a launch is given; the descriptors are its.
   *
   * @throws KobakoException outside, where a file can't be opened, or the other process has ended
   */
  Launch.Streams open(Streams streams) {
    try (LinuxCalls calls = new LinuxCalls()) {
      return switch (streams) {
        case Streams.Captured(var output, var errors) ->
            new Launch.Streams.Fed(
                file(calls, NOTHING, 0),
                Launch.Sink.of(OutputPump.Reader.into(output)),
                Launch.Sink.of(OutputPump.Reader.into(errors)));
        case Streams.Fed(Path input, var output, var errors) ->
            new Launch.Streams.Fed(
                file(calls, input, 0),
                Launch.Sink.of(OutputPump.Reader.into(output)),
                Launch.Sink.of(OutputPump.Reader.into(errors)));
        case Streams.Logged(Path file) -> {
          int flags = LinuxCalls.O_WRONLY | LinuxCalls.O_CREAT | LinuxCalls.O_APPEND;
          int log = file(calls, file, flags);
          yield new Launch.Streams.Given(file(calls, NOTHING, 0), log, file(calls, file, flags));
        }
        case Streams.OfProcess(long pid) -> ofProcess(calls, pid);
      };
    }
  }

  private int file(LinuxCalls calls, Path path, int flags) {
    int file = calls.open(calls.text(path.toString()), flags, LOG_MODE);
    if (file < 0) {
      throw KobakoException.outside(
          Diagnostic.of(path.toString(), "can't be opened: error " + -file), null);
    }
    return kernel.raised(file);
  }

  private Launch.Streams ofProcess(LinuxCalls calls, long pid) {
    int process = calls.direct(CallNumbers.ofJava("pidfd_open"), pid, 0, 0, 0);
    if (process < 0) {
      throw lost(pid, process);
    }
    try {
      return new Launch.Streams.Given(
          duplicate(calls, process, pid, 0),
          duplicate(calls, process, pid, 1),
          duplicate(calls, process, pid, 2));
    } finally {
      calls.close(process);
    }
  }

  /** One that is closed there is closed here too: nothing to read, and what is written is lost. */
  private int duplicate(LinuxCalls calls, int process, long pid, int number) {
    int file = calls.direct(CallNumbers.ofJava("pidfd_getfd"), process, number, 0, 0);
    if (file == -LinuxCalls.EBADF) {
      return file(calls, NOTHING, LinuxCalls.O_RDWR);
    }
    if (file == -LinuxCalls.EPERM) {
      // Yama lets only descendants be looked into so far; most files can be opened by this name.
      return file(
          calls,
          Path.of("/proc/" + pid + "/fd/" + number),
          number == 0 ? 0 : LinuxCalls.O_WRONLY | LinuxCalls.O_APPEND);
    }
    if (file < 0) {
      throw lost(pid, file);
    }
    return kernel.raised(file);
  }

  private static KobakoException lost(long pid, int error) {
    return KobakoException.outside(
        Diagnostic.of(
            "process " + pid,
            "its streams can't be taken over: "
                + (error == -LinuxCalls.ESRCH ? "it has ended" : "error " + -error)),
        null);
  }
}
