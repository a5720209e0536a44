package dev.kobako.build;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.http.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * The host's git, for one remote repository. It asks nobody anything, runs no hooks, reads no
 * configuration but the repository's own, and uses no protocol but the remote's and those that are
 * safe for submodules. The remote's URL, which can hold a password, is in no command line.
 */
final class GitProgram {
  private static final Duration PATIENCE = Duration.ofMinutes(30);
  private static final int MAX_OUTPUT = 16 << 20;
  private static final int MAX_SHOWN = 300;

  /** What git and its transports may know of us. */
  private static final List<String> PASSED =
      List.of(
          "PATH",
          "HOME",
          "SSH_AUTH_SOCK",
          "http_proxy",
          "https_proxy",
          "no_proxy",
          "HTTPS_PROXY",
          "NO_PROXY",
          "all_proxy",
          "ALL_PROXY",
          "SSL_CERT_FILE",
          "SSL_CERT_DIR",
          "GIT_SSL_CAINFO");

  private final GitUrl url;
  private final SortedMap<String, String> environment = new TreeMap<>();

  GitProgram(GitUrl url, Map<String, String> host) {
    this.url = url;
    for (String name : PASSED) {
      String value = host.get(name);
      if (value != null) {
        environment.put(name, value);
      }
    }
    environment.put("LC_ALL", "C");
    environment.put("GIT_TERMINAL_PROMPT", "0");
    environment.put("GIT_ASKPASS", "true");
    environment.put("GIT_CONFIG_NOSYSTEM", "1");
    environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
    environment.put("GIT_SSH_COMMAND", "ssh -o BatchMode=yes");
    environment.put("GIT_LFS_SKIP_SMUDGE", "1");
    environment.put("GIT_ALLOW_PROTOCOL", allowed(url.protocol()));
    configure(
        List.of(
            "remote.origin.url", url.remote(),
            "core.hooksPath", "/dev/null",
            "core.attributesFile", "/dev/null",
            "core.autocrlf", "false",
            "core.fsmonitor", "false",
            "gc.auto", "0",
            "maintenance.auto", "false",
            "init.defaultBranch", "master",
            "advice.detachedHead", "false",
            "http.lowSpeedLimit", "100",
            "http.lowSpeedTime", "60"));
  }

  private static String allowed(String protocol) {
    return switch (protocol) {
      case "https", "http", "ssh", "git" -> "https:http:ssh:git";
      default -> "https:http:ssh:git:" + protocol;
    };
  }

  private void configure(List<String> namesAndValues) {
    int count = namesAndValues.size() / 2;
    environment.put("GIT_CONFIG_COUNT", Integer.toString(count));
    for (int i = 0; i < count; i++) {
      environment.put("GIT_CONFIG_KEY_" + i, namesAndValues.get(2 * i));
      environment.put("GIT_CONFIG_VALUE_" + i, namesAndValues.get(2 * i + 1));
    }
  }

  /** What a run printed, and what it ended with. */
  record Answer(int status, String output, String errors) {}

  /**
   * Runs git in a folder and waits for it.
   *
   * @param more variables on top of the safe ones
   * @throws KobakoException outside, where it can't be started, takes too long or prints too much
   */
  Answer run(Path folder, Map<String, String> more, List<String> arguments) {
    // What git writes shall have the same modes everywhere.
    List<String> command =
        new ArrayList<>(List.of("sh", "-c", "umask 022; exec git \"$@\"", "git"));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().putAll(more);
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw failure("git can't be started: " + e.getMessage(), e);
    }
    try {
      FutureTask<String> output = text(process.getInputStream());
      FutureTask<String> errors = text(process.getErrorStream());
      if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw failure("git took longer than " + PATIENCE.toMinutes() + " minutes", null);
      }
      return new Answer(process.exitValue(), output.get(), errors.get());
    } catch (ExecutionException e) {
      throw failure("what git printed can't be read", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure("stopped while git was running", e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /**
   * The same for a run that must succeed.
   *
   * @return what it printed, without white space around it
   */
  String output(Path folder, Map<String, String> more, String... arguments) {
    Answer answer = run(folder, more, List.of(arguments));
    if (answer.status != 0) {
      throw failed(answer);
    }
    return answer.output.strip();
  }

  private static FutureTask<String> text(InputStream stream) {
    FutureTask<String> task =
        new FutureTask<>(() -> {
          try (stream) {
            return new String(stream.readNBytes(MAX_OUTPUT), StandardCharsets.UTF_8);
          }
        });
    Thread.ofPlatform().daemon().start(task);
    return task;
  }

  /** What a run that failed means. */
  KobakoException failed(Answer answer) {
    if (answer.status == 127) {
      return failure("the program git is needed for it, and is not on the PATH", null);
    }
    String reason =
        answer
            .errors
            .lines()
            .filter(line -> line.startsWith("fatal: ") || line.startsWith("error: "))
            .findFirst()
            .orElseGet(() -> answer.errors.strip());
    return failure(
        "git ended with exit code "
            + answer.status
            + ": "
            + Printable.of(reason.replace(url.remote(), url.shown()), MAX_SHOWN),
        null);
  }

  KobakoException failure(String fact, @org.jspecify.annotations.Nullable Exception cause) {
    return KobakoException.outside(
        Diagnostic.of(
            url.shown(),
            fact,
            "see whether 'git ls-remote "
                + GitUrl.shown(url.remote())
                + "' works without a prompt"),
        cause);
  }
}
