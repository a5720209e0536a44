package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Locale;

/** Signals by their names, and those that kobako gets. */
final class Signals {
  /** In the order of their numbers, from 1, as Linux has them on all but MIPS and SPARC. */
  private static final List<String> NAMES =
      List.of(
          "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2",
          "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG",
          "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS");

  private static final int HIGHEST = 64;
  private static final int RTMIN = 34;

  private Signals() {}

  /**
   * The number of a signal.
   *
   * @param text a number, or a name with or without SIG
   * @throws KobakoException usage, where there is none such
   */
  static int number(String text) {
    String name = text.toUpperCase(Locale.ROOT);
    name = name.startsWith("SIG") ? name.substring(3) : name;
    int place = NAMES.indexOf(name);
    if (place >= 0) {
      return place + 1;
    }
    try {
      int number =
          name.startsWith("RTMIN+")
              ? RTMIN + Integer.parseInt(name.substring(6))
              : name.startsWith("RTMAX-")
                  ? HIGHEST - Integer.parseInt(name.substring(6))
                  : Integer.parseInt(name);
      if (number > 0 && number <= HIGHEST) {
        return number;
      }
    } catch (NumberFormatException _) {
      // told below
    }
    throw KobakoException.usage(
        Diagnostic.of("signal '" + text + "'", "there is none of that name", "write TERM or 15"));
  }

  /** What is done about a signal. */
  interface Handler {
    void on(int number);
  }

  /**
   * Lets a handler have a signal from now on, in place of ending the JVM. What the JVM keeps for
   * itself it goes on keeping.
   *
   * <p>Java has no other way than {@code sun.misc.Signal}, which {@code jdk.unsupported} exports
   * for that reason. The compiler warns of every mention of it, and nothing can make it stop; so it
   * is mentioned by method handles.
   *
   * @param name as in {@code TERM}
   */
  static void handle(String name, Handler handler) {
    try {
      Class<?> signals = Class.forName("sun.misc.Signal");
      Class<?> handlers = Class.forName("sun.misc.SignalHandler");
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      MethodHandle on =
          lookup
              .findVirtual(Handler.class, "on", MethodType.methodType(void.class, int.class))
              .bindTo(handler);
      MethodHandle received =
          MethodHandles.dropArguments(
              MethodHandles.insertArguments(on, 0, number(name)), 0, signals);
      Object signal =
          lookup
              .findConstructor(signals, MethodType.methodType(void.class, String.class))
              .invoke(name);
      MethodHandle handle =
          lookup.findStatic(signals, "handle", MethodType.methodType(handlers, signals, handlers));
      Object _ = handle.invoke(signal, MethodHandleProxies.asInterfaceInstance(handlers, received));
    } catch (IllegalArgumentException | ReflectiveOperationException _) {
      // The JVM keeps it for itself, or is one without that class.
    } catch (Error | RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
