package dev.kobako.cli;

import dev.kobako.sandbox.SignalNumber;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** The signals that kobako gets. */
final class Signals {
  private Signals() {}

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
              MethodHandles.insertArguments(on, 0, SignalNumber.of(name)), 0, signals);
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
