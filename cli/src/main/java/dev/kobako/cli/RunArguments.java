package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Platform;
import dev.kobako.sandbox.Attachment;
import dev.kobako.sandbox.Network;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
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
        .text("NAME", "Call the container so (default: after the image).", "--name")
        .flag("Let it read what is typed or piped in.", "-i", "--interactive")
        .flag("Give it a terminal.", "-t", "--tty");
    EnvironmentArguments.declare(options);
    options
        .text("PATH", "Working directory.", "-w", "--workdir")
        .text("NAME|UID[:GROUP]", "User to run as.", "-u", "--user")
        .text("PROGRAM", "Run this in place of the image's entrypoint.", "--entrypoint")
        .flag("Let nothing be written to its root.", "--read-only")
        .text("MODE", "host (default, this machine's own) or none.", "--network", "--net")
        .text("NAME", "What its machine is called (default: as the container).", "--hostname")
        .texts("NAME:ADDRESS", "A line of its /etc/hosts.", "--add-host")
        .flag("Give it all capabilities, and mask nothing of /proc and /sys.", "--privileged")
        .text("OS/ARCH[/VARIANT]", "Which image of an index to run.", "--platform");
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

  boolean detached() {
    return parsed.hasMatchedOption("--detach");
  }

  boolean removed() {
    return parsed.hasMatchedOption("--rm");
  }

  boolean readOnly() {
    return parsed.hasMatchedOption("--read-only");
  }

  boolean privileged() {
    return parsed.hasMatchedOption("--privileged");
  }

  Optional<String> name() {
    return Options.text(parsed, "--name");
  }

  Optional<String> user() {
    return Options.text(parsed, "--user");
  }

  Optional<String> hostname() {
    return Options.text(parsed, "--hostname");
  }

  Optional<String> entrypoint() {
    return Options.text(parsed, "--entrypoint");
  }

  Platform platform() {
    return Options.text(parsed, "--platform").map(Platform::parse).orElseGet(Platform::host);
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

  Network network() {
    String mode = Options.text(parsed, "--network").orElse("host");
    return switch (mode) {
      case "host", "default", "bridge" -> Network.HOST;
      case "none" -> Network.NONE;
      default ->
          throw KobakoException.usage(
              Diagnostic.of(
                  "--network " + mode, "expected host or none", "write --network host"));
    };
  }

  /** Addresses by name. */
  SequencedMap<String, String> hosts() {
    SequencedMap<String, String> hosts = new LinkedHashMap<>();
    for (String text : Options.texts(parsed, "--add-host")) {
      int end = text.indexOf('=') > 0 ? text.indexOf('=') : text.indexOf(':');
      if (end < 1 || end == text.length() - 1) {
        throw KobakoException.usage(
            Diagnostic.of(
                "--add-host " + text, "expected NAME:ADDRESS", "write --add-host db:10.0.0.5"));
      }
      String address = text.substring(end + 1);
      hosts.put(
          text.substring(0, end),
          // it is in this machine's network
          address.equals("host-gateway") ? "127.0.0.1" : address);
    }
    return hosts;
  }
}
