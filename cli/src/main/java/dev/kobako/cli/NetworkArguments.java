package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.ImageConfig;
import dev.kobako.image.Progress;
import dev.kobako.sandbox.ContainerNetwork;
import dev.kobako.sandbox.NameLookup;
import dev.kobako.sandbox.PublishedPort;
import dev.kobako.sandbox.UserNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** Flags that say how a container of {@code kobako run} and the world find each other. */
final class NetworkArguments {
  private final ParseResult parsed;
  private final Console console;

  NetworkArguments(ParseResult parsed, Console console) {
    this.parsed = parsed;
    this.console = console;
  }

  static void declare(Options options) {
    options
        .text(
            "MODE",
            "default (its own where slirp4netns or pasta is installed), host (this machine's) or"
                + " none.",
            "--network",
            "--net")
        .text("NAME", "What its machine is called (default: as the container).", "--hostname")
        .texts("NAME:ADDRESS", "A line of its /etc/hosts.", "--add-host")
        .texts("ADDRESS", "A name server in place of this machine's.", "--dns")
        .texts(
            "[[ADDRESS:]HOST:]PORT[/udp]",
            "A port to be reached; HOST is this machine's, by default the same.",
            "-p",
            "--publish")
        .flag("Publish all ports that the image names with EXPOSE.", "-P", "--publish-all");
  }

  /**
   * The network with its ports.
   *
   * @param config of the image
   * @param progress is told where it is another than people expect
   * @throws KobakoException usage, where the flags don't go together
   */
  ContainerNetwork network(ImageConfig config, Progress progress) {
    List<PublishedPort> ports = ports(config);
    String mode = Options.text(parsed, "--network").orElse("default");
    return switch (mode) {
      case "host" -> host(ports);
      case "none" -> {
        if (!ports.isEmpty()) {
          throw KobakoException.usage(
              Diagnostic.of("--publish", "goes not with --network none", "leave one out"));
        }
        yield new ContainerNetwork.None();
      }
      case "default", "bridge", "private" -> {
        if (UserNetwork.find().isPresent()) {
          yield new ContainerNetwork.Own(ports);
        }
        progress.note(
            "the container is in this machine's network: for one of its own, "
                + UserNetwork.lack());
        yield host(ports);
      }
      default ->
          throw KobakoException.usage(
              Diagnostic.of(
                  "--network " + mode,
                  "expected default, host or none",
                  "write --network default; networks with names are not made by kobako"));
    };
  }

  /** Nothing has to be published there, and nothing can be moved. */
  private static ContainerNetwork host(List<PublishedPort> ports) {
    for (PublishedPort port : ports) {
      if (port.outside() != port.inside()) {
        throw KobakoException.usage(
            Diagnostic.of(
                "--publish " + port.outside() + ":" + port.inside(),
                "the container is in this machine's network, where port "
                    + port.inside()
                    + " can't become "
                    + port.outside(),
                "let the program listen on "
                    + port.outside()
                    + " and write --publish "
                    + port.outside()
                    + "; or give it a network of its own: --network default, with slirp4netns"
                    + " installed"));
      }
    }
    return new ContainerNetwork.Host();
  }

  private List<PublishedPort> ports(ImageConfig config) {
    List<PublishedPort> ports = new ArrayList<>();
    for (String text : Options.texts(parsed, "--publish")) {
      ports.addAll(PublishedPorts.parse(text));
    }
    if (parsed.hasMatchedOption("--publish-all")) {
      for (String exposed : config.exposedPorts()) {
        ports.addAll(PublishedPorts.exposed(exposed));
      }
    }
    return ports;
  }

  /** How it finds addresses for names. */
  NameLookup names() {
    return new NameLookup(
        new EngineArguments(parsed, console).hosts(), Options.texts(parsed, "--dns"));
  }

  /** The machine's name, if it has one of its own. */
  Optional<String> hostname() {
    return Options.text(parsed, "--hostname");
  }
}
