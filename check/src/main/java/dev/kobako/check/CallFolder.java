package dev.kobako.check;

import dev.kobako.check.CallClient.Verb;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.DiskFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The private folder of a check: the programs that it calls ({@link CallClient}), the pipe {@code
 * calls} by which they say that they are there, and theirs.
 *
 * @param path of letters that no shell splits or expands: its user writes {@code $KOBAKO_RUN} words
 */
record CallFolder(Path path) implements AutoCloseable {
  private static final Set<PosixFilePermission> PRIVATE_PROGRAM =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  /**
   * Makes one.
   *
   * @param place an empty folder, which becomes it if its path is fit for that
   */
  static CallFolder in(Path place) {
    try {
      CallFolder folder = new CallFolder(isPlain(place) ? place : elsewhere(place));
      boolean done = false;
      try {
        folder.fill();
        done = true;
        return folder;
      } finally {
        if (!done) {
          folder.close();
        }
      }
    } catch (IOException e) {
      throw DiskFailure.writing(place, e);
    }
  }

  /** A user's home can have blanks in its name. */
  private static Path elsewhere(Path place) throws IOException {
    Files.delete(place);
    Path temporary = Path.of(System.getProperty("java.io.tmpdir", "/tmp")).toAbsolutePath();
    return Files.createTempDirectory(
        isPlain(temporary) ? temporary : Path.of("/tmp"), "kobako-check-");
  }

  /** Whether it can stand in a command without quotes. */
  private static boolean isPlain(Path path) {
    return path.toString()
        .chars()
        .allMatch(c -> "/._-+".indexOf(c) >= 0 || (c < 0x80 && Character.isLetterOrDigit(c)));
  }

  private void fill() throws IOException {
    makePipe(calls());
    for (Verb verb : Verb.values()) {
      Path file = path.resolve(verb.text());
      Files.writeString(file, CallClient.script(verb, path, ProcessHandle.current().pid()));
      Files.setPosixFilePermissions(file, PRIVATE_PROGRAM);
    }
  }

  private static void makePipe(Path pipe) throws IOException {
    Process mkfifo =
        new ProcessBuilder("mkfifo", "-m", "600", pipe.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (!mkfifo.waitFor(10, TimeUnit.SECONDS) || mkfifo.exitValue() != 0) {
        mkfifo.destroyForcibly();
        throw KobakoException.outside(
            Diagnostic.of(
                pipe.toString(), "no named pipe can be made there", "set TMPDIR to another folder"),
            null);
      }
    } catch (InterruptedException e) {
      throw KobakoException.interrupted("trial", e);
    }
  }

  /** By which clients say that they are there: {@code run 4711}. */
  Path calls() {
    return path.resolve("calls");
  }

  /** A pipe of a client's by which it talks. */
  Path in(long client) {
    return path.resolve(client + ".in");
  }

  /** A pipe of a client's by which it is answered. */
  Path out(long client) {
    return path.resolve(client + ".out");
  }

  /** What a client is to print. */
  Path log(long client) {
    return path.resolve(client + ".log");
  }

  /** What a check finds in its environment. */
  Map<String, String> variables() {
    Map<String, String> variables = new TreeMap<>();
    for (Verb verb : Verb.values()) {
      variables.put(verb.variable(), path.resolve(verb.text()).toString());
    }
    return variables;
  }

  /** Takes the pipes of a client away. */
  void forget(long client) {
    for (Path each : List.of(in(client), out(client))) {
      delete(each);
    }
  }

  /** From now on, clients say at once that the check has ended. */
  void refuseCalls() {
    delete(calls());
  }

  @Override
  public void close() {
    refuseCalls();
    try (Stream<Path> all = Files.list(path)) {
      all.forEach(CallFolder::delete);
    } catch (IOException _) {
      // It is a folder for temporary files.
    }
    delete(path);
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException _) {
      // It is in a folder for temporary files.
    }
  }
}
