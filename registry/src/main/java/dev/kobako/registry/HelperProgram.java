package dev.kobako.registry;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.http.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A small program that is run for its answer. It may ask the user something on the terminal, so it
 * is given a while; what it prints is bounded, and kept from messages where it may be a secret.
 *
 * @param path of the program
 * @param environment what it is run with
 * @param patience how long it may take
 */
record HelperProgram(Path path, SortedMap<String, String> environment, Duration patience) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LINGER = Duration.ofSeconds(5);
  private static final int MAX_OUTPUT = 256 * 1024;
  private static final int MAX_SHOWN = 200;

  HelperProgram(Path path, SortedMap<String, String> environment) {
    this(path, environment, PATIENCE);
  }

  /** How a run ended and what it printed. */
  record Answer(int status, String output, String errors) {
    /** Without what was printed, which may be a secret. */
    @Override
    public String toString() {
      return "exit code " + status;
    }
  }

  /** Without the environment, which may hold secrets. */
  @Override
  public String toString() {
    return path.toString();
  }

  /** The program's file name. */
  String name() {
    return String.valueOf(path.getFileName());
  }

  /**
   * Runs the program with one argument.
   *
   * @throws KobakoException outside, where it can't be started, takes too long or prints too much
   */
  Answer run(String argument, String input) {
    Process process = start(argument);
    try {
      FutureTask<String> output = inBackground(() -> text(process.getInputStream()));
      FutureTask<String> errors = inBackground(() -> text(process.getErrorStream()));
      FutureTask<String> _ = inBackground(() -> write(process.getOutputStream(), input));
      if (!process.waitFor(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw tooSlow(argument, null);
      }
      // the streams end with the process, unless it left another one behind
      Answer answer =
          new Answer(
              process.exitValue(),
              output.get(LINGER.toMillis(), TimeUnit.MILLISECONDS),
              errors.get(LINGER.toMillis(), TimeUnit.MILLISECONDS));
      if (answer.output.length() >= MAX_OUTPUT) {
        throw failure(argument, "printed more than " + MAX_OUTPUT / 1024 + " KiB", null);
      }
      return answer;
    } catch (TimeoutException e) {
      throw tooSlow(argument, e);
    } catch (ExecutionException e) {
      throw failure(argument, "its answer can't be read", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure(argument, "stopped while it was running", e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private Process start(String argument) {
    ProcessBuilder builder = new ProcessBuilder(path.toString(), argument);
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      String reason = Printable.of(String.valueOf(e.getMessage()), MAX_SHOWN);
      throw failure(argument, "can't be started: " + reason, e);
    }
  }

  private static FutureTask<String> inBackground(Callable<String> work) {
    FutureTask<String> task = new FutureTask<>(work);
    Thread.ofPlatform().daemon().start(task);
    return task;
  }

  /** Closing a stream that goes on tells the program to stop. */
  private static String text(InputStream stream) throws IOException {
    try (stream) {
      return new String(stream.readNBytes(MAX_OUTPUT), StandardCharsets.UTF_8);
    }
  }

  private static String write(OutputStream stream, String input) {
    try (stream) {
      stream.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException _) {
      // a program that doesn't want its input says in its answer what is wrong
    }
    return "";
  }

  /**
   * What a run that failed means to the user.
   *
   * @param secret that the program was given, to be kept from the message
   */
  KobakoException failed(String argument, Answer answer, String secret) {
    String said = firstLine(answer.output);
    if (said.isEmpty()) {
      said = firstLine(answer.errors);
    }
    // A helper that fails prints its reason. A broken one may print an object with the secret.
    boolean unsafe = said.indexOf('{') >= 0 || (!secret.isEmpty() && said.contains(secret));
    return failure(
        argument,
        "ended with exit code "
            + answer.status
            + (said.isEmpty() || unsafe ? "" : ": " + Printable.of(said, MAX_SHOWN)),
        null);
  }

  private KobakoException tooSlow(String argument, @Nullable Exception cause) {
    return failure(argument, "took longer than " + patience.toSeconds() + " s", cause);
  }

  /** A run that was of no use, for the reason that the fact says. */
  KobakoException failure(String argument, String fact, @Nullable Exception cause) {
    return KobakoException.outside(
        Diagnostic.of(
            name() + " " + argument,
            fact,
            "run '"
                + name()
                + " list' to see whether it works, unlock what it keeps, or take its"
                + " name out of Docker's config.json"),
        cause);
  }

  private static String firstLine(String text) {
    return text.lines().map(String::strip).filter(line -> !line.isEmpty()).findFirst().orElse("");
  }
}
