package dev.kobako.sandbox;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Runs commands in a root of their own: without network but its own loopback, without the host's
 * files and processes, as a root that is the calling user outside. Needs no privileges, only that
 * the machine permits user namespaces; leaves no mounts and no processes, also if kobako is killed.
 *
 * <p>Inside are {@code /proc} (if asked for) and a small {@code /dev}; missing folders for them are
 * made in the root. The command is process 1, as in any container: signals that it does not handle
 * don't end it when they come from inside. Its environment passes through the arguments of a
 * program that is there for a millisecond, so other users of the host could catch a glimpse of it.
 *
 * <p>Safe for use by several threads.
 */
public final class Sandbox {
  /** The most that is kept of each output stream, in bytes; the rest is read and dropped. */
  public static final int MAX_OUTPUT = 16 << 20;

  private static final Duration FAREWELL = Duration.ofSeconds(5);

  private final Kernel kernel;
  private final HostTools tools;
  private final List<String> asUser;

  private Sandbox(Kernel kernel, HostTools tools, List<String> asUser) {
    this.kernel = kernel;
    this.tools = tools;
    this.asUser = asUser;
  }

  /**
   * The sandbox of this machine. Whether it permits namespaces shows at the first run.
   *
   * @throws KobakoException if this is no Linux, or a program or a call of the C library is missing
   */
  public static Sandbox available() {
    return through(List.of());
  }

  /** A sandbox that is entered through another command, such as one that changes the user. */
  static Sandbox through(List<String> asUser) {
    try {
      return new Sandbox(new Kernel(), HostTools.find(), asUser);
    } catch (NoSuchElementException | UnsupportedOperationException e) {
      throw KobakoException.outside(
          Diagnostic.of(
              "sandbox",
              "the C library lacks a call: " + e.getMessage(),
              "run on Linux with glibc 2.34 or newer"),
          e);
    }
  }

  /**
   * Runs the command and waits until all its processes are gone. A failing command is a result, not
   * an error.
   *
   * @throws KobakoException if the sandbox could not be set up: namespaces are forbidden, a mount
   *     is refused; or if the thread is interrupted, after killing the command
   */
  public RunResult run(Run run) {
    List<byte[]> command = new SetupScript(tools, run).command(asUser);
    long start = System.nanoTime();
    try (Launch launch = Launch.start(kernel, command, run.stdin())) {
      boolean timedOut = !launch.await(run.timeout());
      if (timedOut) {
        launch.kill(FAREWELL);
      }
      Kernel.Waited waited = launch.reap();
      Duration wall = Duration.ofNanos(System.nanoTime() - start);
      String report = launch.report();
      if (!timedOut && !report.endsWith(SetupScript.READY + "\n")) {
        throw notSetUp(report.strip(), launch.errors());
      }
      return new RunResult(
          timedOut ? new Ending.TimedOut() : ending(waited.status()),
          launch.output().bytes(),
          launch.output().truncated(),
          launch.errors().bytes(),
          launch.errors().truncated(),
          wall,
          waited.maxResidentKib() * 1024);
    } catch (IOException | Kernel.SystemCallException e) {
      throw KobakoException.outside(
          Diagnostic.of("sandbox", "can't be started: " + e.getMessage()), e);
    }
  }

  /** The macros WIFEXITED, WEXITSTATUS and WTERMSIG of wait(2). */
  private static Ending ending(int status) {
    int signal = status & 0x7F;
    return signal == 0 ? new Ending.Exited((status >> 8) & 0xFF) : new Ending.Signalled(signal);
  }

  private static KobakoException notSetUp(String report, OutputPump errors) {
    String said = report.isEmpty() ? errors.text().strip() : report;
    boolean forbidden = said.contains("unshare failed") || said.contains("uid_map");
    return KobakoException.outside(
        forbidden
            ? Diagnostic.of(
                "sandbox",
                "user namespaces are not permitted here: " + said,
                "permit them with sysctl: kernel.unprivileged_userns_clone=1 (Debian),"
                    + " kernel.apparmor_restrict_unprivileged_userns=0 (Ubuntu),"
                    + " user.max_user_namespaces above 0; inside a container, start it with"
                    + " --security-opt seccomp=unconfined")
            : Diagnostic.of(
                "sandbox",
                "can't be set up: " + (said.isEmpty() ? "no reason was given" : said),
                "inside a container, start it with --privileged or run kobako on the host"),
        null);
  }
}
