package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Platform;
import dev.kobako.sandbox.Attachment;
import dev.kobako.sandbox.ContainerMount;
import dev.kobako.sandbox.SignalNumber;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine.ParseResult;

/** What the flags of {@code kobako run} say; docker run's, with their meaning. */
final class RunArguments {
  private final ParseResult parsed;
  private final Console console;

  RunArguments(ParseResult parsed, Console console) {
    this.parsed = parsed;
    this.console = console;
  }

  static void declare(Options options) {
    options
        .flag("Remove the container when it has ended.", "--rm")
        .flag("Run it in the background and print its id.", "-d", "--detach");
    declareContainer(options);
  }

  /** What every new container can be given. */
  static void declareContainer(Options options) {
    options
        .text("NAME", "Call the container so (default: after the image).", "--name")
        .text("FILE", "Write its id to a file that is not there yet.", "--cidfile")
        .texts("NAME=VALUE", "A note on it, to look for with ps --filter.", "-l", "--label")
        .texts("FILE", "Such notes, one a line.", "--label-file");
    declareProcess(options);
    MountArguments.declare(options);
    options
        .text("PROGRAM", "Run this in place of the image's entrypoint.", "--entrypoint")
        .flag("Run it below a small init, which passes signals on and waits for orphans.", "--init")
        .text("SIGNAL", "What stops it (default: what the image says, or TERM).", "--stop-signal")
        .text("SECONDS", "How long stopping waits before it kills (default: 10).", "--stop-timeout")
        .flag("Let nothing be written to its root.", "--read-only");
    NetworkArguments.declare(options);
    LimitArguments.declare(options);
    LimitArguments.declareMore(options);
    options
        .flag("Give it all capabilities, and mask nothing of /proc and /sys.", "--privileged")
        .flag("Lay a busybox shell over an image that has none, and run that.", "--debug")
        .text("OS/ARCH[/VARIANT]", "Which image of an index to run.", "--platform")
        .text("WHEN", "Ask the registry: missing (default), always or never.", "--pull");
    ComposedBases.declare(options);
    RefusedRunFlags.declare(options);
  }

  /** What every process of a container can be given. */
  static void declareProcess(Options options) {
    options
        .flag("Let it read what is typed or piped in.", "-i", "--interactive")
        .flag("Give it a terminal.", "-t", "--tty");
    EnvironmentArguments.declare(options);
    options
        .text("PATH", "Working directory.", "-w", "--workdir")
        .text("NAME|UID[:GROUP]", "User to run as.", "-u", "--user");
  }

  /** The image, as it was written. */
  String image() {
    return Options.arguments(parsed).getFirst();
  }

  /** What follows the image. */
  List<String> command() {
    List<String> all = Options.arguments(parsed);
    return all.subList(1, all.size());
  }

  /** Refuses what can't be done. */
  void check() {
    RefusedRunFlags.check(parsed);
    stopSignal().ifPresent(SignalNumber::of);
    stopTimeout().ifPresent(text -> StopCommand.patience("--stop-timeout", text));
  }

  /** Whether an init is to be its first process. */
  boolean hasInit() {
    return parsed.hasMatchedOption("--init");
  }

  Optional<String> stopSignal() {
    return Options.text(parsed, "--stop-signal");
  }

  Optional<String> stopTimeout() {
    return Options.text(parsed, "--stop-timeout");
  }

  boolean isInteractive() {
    return parsed.hasMatchedOption("--interactive");
  }

  /** The file that gets the id. */
  Optional<Path> idFile() {
    Optional<Path> file = Options.text(parsed, "--cidfile").map(console::path);
    file.filter(Files::exists)
        .ifPresent(path -> {
          throw KobakoException.usage(
              Diagnostic.of(
                  "--cidfile " + path,
                  "is there already: it may be that of a container that runs",
                  "remove the file, or name another"));
        });
    return file;
  }

  /** The user's notes; without a value it is empty. */
  SortedMap<String, String> labels() {
    SortedMap<String, String> labels = new TreeMap<>();
    for (String file : Options.texts(parsed, "--label-file")) {
      EnvironmentArguments.lines("--label-file", console.path(file))
          .forEach(line -> label("--label-file " + file, line, labels));
    }
    Options.texts(parsed, "--label").forEach(text -> label("--label " + text, text, labels));
    return labels;
  }

  private static void label(String place, String text, SortedMap<String, String> labels) {
    int equals = text.indexOf('=');
    String name = equals < 0 ? text : text.substring(0, equals);
    if (name.isBlank()) {
      throw KobakoException.usage(
          Diagnostic.of(place, "is no label, expected NAME=VALUE", "write --label NAME=VALUE"));
    }
    labels.put(name, equals < 0 ? "" : text.substring(equals + 1));
  }

  boolean isDetached() {
    return parsed.hasMatchedOption("--detach");
  }

  boolean isRemoved() {
    return parsed.hasMatchedOption("--rm");
  }

  boolean hasTerminal() {
    return parsed.hasMatchedOption("--tty");
  }

  boolean isReadOnly() {
    return parsed.hasMatchedOption("--read-only");
  }

  boolean isPrivileged() {
    return parsed.hasMatchedOption("--privileged");
  }

  Optional<String> name() {
    return Options.text(parsed, "--name");
  }

  Optional<String> user() {
    return Options.text(parsed, "--user");
  }

  Optional<String> entrypoint() {
    return Options.text(parsed, "--entrypoint");
  }

  Platform platform() {
    return PlatformArguments.one(parsed);
  }

  /** Its environment over another. */
  List<String> environment(List<String> others) {
    return new EnvironmentArguments(parsed, console).over(others);
  }

  Optional<String> workingDirectory() {
    Optional<String> given = Options.text(parsed, "--workdir");
    given
        .filter(path -> !path.startsWith("/"))
        .ifPresent(path -> {
          throw KobakoException.usage(
              Diagnostic.of(
                  "--workdir " + path,
                  "is not absolute",
                  "write the whole path, starting with a slash"));
        });
    return given;
  }

  /** Which of our streams it gets. */
  Attachment attachment() {
    boolean terminal = parsed.hasMatchedOption("--tty");
    if (terminal
        && !(console.isTerminal(Console.Standard.IN) && console.isTerminal(Console.Standard.OUT))) {
      throw KobakoException.usage(
          Diagnostic.of(
              "--tty",
              "standard input and output are not a terminal",
              "leave out -t; -i alone reads what is piped in"));
    }
    return new Attachment(parsed.hasMatchedOption("--interactive"), terminal);
  }

  NetworkArguments network() {
    return new NetworkArguments(parsed, console);
  }

  LimitArguments limits() {
    return new LimitArguments(parsed);
  }

  /** What is mounted. */
  List<ContainerMount> mounts(MountArguments.VolumePlaces volumes) {
    return new MountArguments(parsed, console, volumes).mounts();
  }

  /** Whether a shell is to be laid over it. */
  boolean isDebug() {
    return parsed.hasMatchedOption("--debug");
  }

  /** When the registry is asked. */
  Pull pull() {
    String when = Options.text(parsed, "--pull").orElse("missing");
    return switch (when) {
      case "missing" -> Pull.MISSING;
      case "always" -> Pull.ALWAYS;
      case "never" -> Pull.NEVER;
      default ->
          throw KobakoException.usage(
              Diagnostic.of(
                  "--pull " + when, "expected missing, always or never", "write --pull always"));
    };
  }

  /** When a registry is asked for an image of a bare name. */
  enum Pull {
    MISSING,
    ALWAYS,
    NEVER
  }
}
