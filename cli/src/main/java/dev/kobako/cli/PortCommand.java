package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.sandbox.ContainerNetwork;
import dev.kobako.sandbox.KnownContainer;
import dev.kobako.sandbox.PublishedPort;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code kobako port}: the published ports of a container. */
final class PortCommand {
  private final ParseResult parsed;
  private final Console console;

  PortCommand(ParseResult parsed, Console console) {
    this.parsed = parsed;
    this.console = console;
  }

  static CommandSpec spec() {
    CommandSpec spec =
        Options.command(
            "port", "Lists the published ports of a container.", "kobako port web 8080");
    new Options(spec)
        .arguments("CONTAINER [PORT[/udp]...]", "1..*", "Its name or id; only these ports of its.")
        .help();
    return spec;
  }

  int run() {
    List<String> words = Options.arguments(parsed);
    KnownContainer container = ContainerAccess.known(console).find(words.getFirst());
    List<PublishedPort> ports = List.of();
    if (container.named().container().network()
        instanceof ContainerNetwork.Own(List<PublishedPort> published)) {
      ports = published;
    }
    if (words.size() == 1) {
      ports.forEach(each -> console.out().println(inside(each) + " -> " + outside(each)));
      return 0;
    }
    for (String word : words.subList(1, words.size())) {
      print(container, ports, word.indexOf('/') < 0 ? word + "/tcp" : word);
    }
    return 0;
  }

  private void print(KnownContainer container, List<PublishedPort> ports, String asked) {
    List<PublishedPort> found = ports.stream().filter(each -> inside(each).equals(asked)).toList();
    if (found.isEmpty()) {
      throw KobakoException.finding(
          Diagnostic.of(
              container.name(),
              "port " + asked + " is not published",
              "publish it with kobako run -p"));
    }
    found.forEach(each -> console.out().println(outside(each)));
  }

  private static String inside(PublishedPort port) {
    return port.inside() + "/" + port.protocol().text();
  }

  private static String outside(PublishedPort port) {
    return port.address() + ":" + port.outside();
  }
}
