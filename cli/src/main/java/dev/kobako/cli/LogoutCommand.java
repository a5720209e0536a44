package dev.kobako.cli;

import dev.kobako.registry.Login;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code kobako logout}: forgets the credential for a registry. */
final class LogoutCommand {
  private final Console console;
  private final String domain;

  LogoutCommand(ParseResult parsed, Console console) {
    this.console = console;
    List<String> arguments = Options.arguments(parsed);
    this.domain = LoginCommand.domain(arguments);
  }

  static CommandSpec spec() {
    CommandSpec spec =
        Options.command(
            "logout", "Forgets the credential for a registry.", "kobako logout ghcr.io");
    new Options(spec).arguments("HOST", "0..1", "The registry (default: docker.io).").help();
    return spec;
  }

  int run() {
    boolean known = new Login(console.environment()).erase(domain);
    console.out().println(known ? "logged out of " + domain : "was not logged in to " + domain);
    return 0;
  }
}
