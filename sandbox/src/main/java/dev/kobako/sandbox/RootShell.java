package dev.kobako.sandbox;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.tree.PathBytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Runs shell scripts as the root of mount and process namespaces of their own, over files of all
 * {@linkplain FileOwners users that the caller may have}. What a script starts and mounts is gone
 * when it ends, and when kobako does, however that comes.
 *
 * @param owners whose files it can handle
 * @param asUser a command through which all is started, such as one that changes the user
 */
record RootShell(Kernel kernel, HostTools tools, FileOwners owners, List<String> asUser) {
  /** The step into the namespaces; the words after it are the script's. */
  private static final String NAMESPACES = "--mount --pid --fork --kill-child --mount-proc";

  private static final String REMOVE = "exec rm -rf -- \"$@\"";

  private static final int MAX_REMOVED = 200;

  static RootShell ofCaller() {
    return through(FileOwners.ofCaller(), List.of());
  }

  /** Whether what the caller does himself has the same owners. */
  boolean isOfCaller() {
    return asUser.isEmpty();
  }

  static RootShell through(FileOwners owners, List<String> asUser) {
    try {
      return new RootShell(new Kernel(), HostTools.find(), owners, asUser);
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
   * Starts a script that ends with kobako.
   *
   * @param parameters its positional ones
   */
  Launch start(String script, List<String> parameters, ChildInput input, ChildStreams streams)
      throws IOException {
    return start(new Script(script, parameters, false, List.of()), input, streams, _ -> {});
  }

  /**
   * A script with its parameters.
   *
   * @param outlives whether it goes on when kobako has ended
   * @param turns what it waits for
   */
  record Script(String text, List<String> parameters, boolean outlives, List<Launch.Turn> turns) {}

  /** Starts a script; {@code born} is told of its process before that does anything. */
  Launch start(Script script, ChildInput input, ChildStreams streams, Launch.Mapping born)
      throws IOException {
    List<String> words = outside();
    List<Launch.Turn> turns = new ArrayList<>(enter(words, script.outlives()));
    turns.addAll(script.turns());
    words.addAll(List.of(NAMESPACES.split(" ")));
    words.addAll(shell(script.text()));
    words.addAll(script.parameters());
    return Launch.start(kernel, encoded(words), input, streams, born, turns);
  }

  /**
   * Starts a script in the namespaces of another.
   *
   * @param pid of the other's process
   */
  Launch startInside(
      long pid, String script, List<String> parameters, ChildInput input, ChildStreams streams)
      throws IOException {
    List<String> words = outside();
    words.addAll(dyingWithUs());
    words.addAll(List.of(HostTools.find("nsenter", "install util-linux"), "--target=" + pid));
    words.addAll(List.of("--mount", "--pid=/proc/" + pid + "/ns/pid_for_children"));
    switch (owners) {
      case FileOwners.All() -> {}
      case FileOwners.Mapped _, FileOwners.Single _ ->
          words.addAll(List.of("--user", "--preserve-credentials"));
    }
    words.addAll(shell(script));
    words.addAll(parameters);
    return Launch.start(kernel, encoded(words), input, streams, _ -> {}, List.of());
  }

  private List<String> outside() {
    List<String> words = new ArrayList<>(List.of(tools.setsid().toString(), "--fork"));
    words.addAll(asUser);
    words.addAll(shell(SetupScript.ENTER));
    return words;
  }

  private static List<byte[]> encoded(List<String> words) {
    return words.stream().map(PathBytes::encode).toList();
  }

  private List<String> dyingWithUs() {
    return List.of(tools.setpriv().toString(), "--pdeathsig", "KILL");
  }

  /** Adds the steps up to the program that enters the namespaces. */
  private List<Launch.Turn> enter(List<String> words, boolean outlives) {
    List<String> lifetime = outlives ? List.of() : dyingWithUs();
    String unshare = tools.unshare().toString();
    return switch (owners) {
      case FileOwners.All() -> {
        words.addAll(lifetime);
        words.add(unshare);
        yield List.of();
      }
      case FileOwners.Single _ -> {
        words.addAll(lifetime);
        words.addAll(List.of(unshare, "--user", "--map-root-user"));
        yield List.of();
      }
      case FileOwners.Mapped(IdMap ids) -> {
        words.addAll(List.of(unshare, "--user"));
        words.addAll(shell(SetupScript.MAPPED));
        words.addAll(outlives ? List.of(tools.setpriv().toString()) : lifetime);
        words.addAll(List.of("--clear-groups", unshare));
        yield List.of(new Launch.Turn(SetupScript.ENTERED, new IdMapping(ids, asUser)::apply));
      }
    };
  }

  /**
   * Runs a script that is a few programs in a row, to its end.
   *
   * @param what is said if it fails: "a layer can't be unpacked"
   * @return what became of its output
   * @throws KobakoException outside, where it ends with anything but 0
   */
  OutputPump run(
      String what, String script, List<String> parameters, ChildInput input, OutputSink output) {
    ChildStreams streams = new ChildStreams.Piped(output, OutputSink.KEPT);
    try (Launch launch = start(script, parameters, input, streams)) {
      Kernel.Waited waited = launch.reap();
      launch
          .inputFailure()
          .ifPresent(failure -> {
            throw failure;
          });
      if (waited.status() != 0) {
        throw SetupFailure.of(what, launch);
      }
      return launch.output();
    } catch (IOException | Kernel.SystemCallException e) {
      throw SetupFailure.notStarted(e);
    }
  }

  /** Removes files and folders with all in them, whoever owns that. */
  void remove(List<Path> paths) {
    removeAsRoot(paths.stream().filter(path -> !isRemovedByUs(path)).toList());
  }

  /** Mostly all of it is ours, or we are root; then no program needs to be started. */
  private static boolean isRemovedByUs(Path path) {
    try {
      FolderDeletion.delete(path);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private void removeAsRoot(List<Path> paths) {
    // In portions, since there is a limit to what a command line can hold.
    for (int from = 0; from < paths.size(); from += MAX_REMOVED) {
      List<Path> some = paths.subList(from, Math.min(paths.size(), from + MAX_REMOVED));
      OutputPump _ =
          run(
              "files can't be removed",
              REMOVE,
              some.stream().map(Path::toString).toList(),
              ChildInput.NONE,
              OutputSink.KEPT);
    }
  }

  private List<String> shell(String script) {
    return List.of(tools.shell().toString(), "-c", script, "kobako");
  }
}
