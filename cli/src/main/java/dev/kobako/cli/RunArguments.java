package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Platform;
import dev.kobako.sandbox.Attachment;
import dev.kobako.sandbox.ContainerMount;
import java.util.List;
import java.util.Optional;
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
        .flag("Run it in the background and print its id.", "-d", "--detach")
        .text("NAME", "Call the container so (default: after the image).", "--name");
    declareProcess(options);
    MountArguments.declare(options);
    options
        .text("PROGRAM", "Run this in place of the image's entrypoint.", "--entrypoint")
        .flag("Let nothing be written to its root.", "--read-only");
    NetworkArguments.declare(options);
    LimitArguments.declare(options);
    LimitArguments.declareMore(options);
    options
        .flag("Give it all capabilities, and mask nothing of /proc and /sys.", "--privileged")
        .flag("Lay a busybox shell over an image that has none, and run that.", "--debug")
        .text("OS/ARCH[/VARIANT]", "Which image of an index to run.", "--platform")
        .text("WHEN", "Ask the registry: missing (default), always or never.", "--pull")
        .flag(
            "Compose debian:NAME and ubuntu:NAME from packages where no registry gives them.",
            "--compose-bases");
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

  /** Whether bases may be composed. */
  boolean composesBases() {
    return parsed.hasMatchedOption("--compose-bases");
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
