package dev.kobako.sandbox;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

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
    return run(command, run.timeout(), stream -> stream.write(run.stdin()), null);
  }

  /**
   * Lays a tree out, runs the command in it and waits until all its processes are gone. Where the
   * command ends with 0, the tar of the tree that it left is written; else there is none.
   *
   * <p>Device files are not laid out: a user namespace can't have them. The result has the folders
   * and files on which something was mounted, empty where the tree had none.
   *
   * @throws KobakoException as above; also if a file of the tree can't be read, or there is no room
   */
  public RunResult run(TreeRun run) {
    return run(run, RoomInMemory.forTree(run.tree()));
  }

  /**
   * The same with so much memory for the tree.
   *
   * @param size in bytes; 0 to use the disk
   */
  RunResult run(TreeRun asked, long size) {
    // On disk, setuid programs must lie in a folder that nobody else can enter.
    TreeRun run = size == 0 ? asked.in(asked.run().root().resolve("tree")) : asked;
    TreePlaces places = new TreePlaces(run.tree(), run.run().root());
    TreeScript script = new TreeScript(tools);
    List<byte[]> command = script.command(run, places, size, asUser);
    IdMapping mapping = new IdMapping(run.ids(), asUser);
    TreeInput input = new TreeInput(places.tree());
    try {
      return run(command, run.run().timeout(), input, mapping::apply);
    } finally {
      if (size == 0) {
        removeLaidOut(run, script, mapping);
      }
    }
  }

  private void removeLaidOut(TreeRun run, TreeScript script, IdMapping mapping) {
    List<byte[]> command = script.removal(run, run.run().root(), asUser);
    try (Launch launch = Launch.start(kernel, command, ChildInput.NONE, mapping::apply)) {
      launch.reap();
    } catch (IOException | Kernel.SystemCallException e) {
      throw SetupFailure.notStarted(e);
    }
  }

  private RunResult run(
      List<byte[]> command, Duration timeout, ChildInput input, Launch.@Nullable Mapping mapping) {
    long start = System.nanoTime();
    try (Launch launch = Launch.start(kernel, command, input, mapping)) {
      boolean timedOut = !launch.await(timeout);
      if (timedOut) {
        launch.kill(FAREWELL);
      }
      Kernel.Waited waited = launch.reap();
      Duration wall = Duration.ofNanos(System.nanoTime() - start);
      launch
          .inputFailure()
          .ifPresent(failure -> {
            throw failure;
          });
      if (!timedOut) {
        requireReady(launch);
      }
      return new RunResult(
          timedOut ? new Ending.TimedOut() : Ending.ofStatus(waited.status()),
          launch.output().bytes(),
          launch.output().truncated(),
          launch.errors().bytes(),
          launch.errors().truncated(),
          wall,
          waited.maxResidentKib() * 1024);
    } catch (IOException | Kernel.SystemCallException e) {
      throw SetupFailure.notStarted(e);
    }
  }

  /** What is said after the last step before the command is said by the step after it. */
  private static void requireReady(Launch launch) {
    String report = launch.report();
    int ready = report.indexOf(SetupScript.READY + "\n");
    if (ready < 0) {
      throw SetupFailure.of("can't be set up", launch);
    }
    String after = report.substring(ready + SetupScript.READY.length()).strip();
    if (!after.isEmpty()) {
      throw KobakoException.outside(
          Diagnostic.of(
              "sandbox",
              "what the command left can't be packed: " + after,
              "see that there is room on the disk"),
          null);
    }
  }
}
