package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.ImageReference;
import dev.kobako.registry.Credential;
import dev.kobako.registry.Login;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code kobako login}: proves a name and password to a registry and keeps them. */
final class LoginCommand {
  private static final String DOCKER_HUB = "docker.io";
  private static final int MOST_BYTES = 64 * 1024;

  private final ParseResult parsed;
  private final Console console;
  private final String domain;
  private final Optional<String> user;

  LoginCommand(ParseResult parsed, Console console) {
    this.parsed = parsed;
    this.console = console;
    this.domain = domain(Options.arguments(parsed));
    this.user = Options.text(parsed, "--username");
  }

  static CommandSpec spec() {
    CommandSpec spec =
        Options.command(
            "login",
            "Proves who you are to a registry, and keeps the proof where Docker does.",
            "kobako login ghcr.io -u me",
            "pass show registry | kobako login registry.example -u me --password-stdin");
    Options options =
        new Options(spec)
            .arguments("HOST", "0..1", "The registry (default: docker.io).")
            .text(
                "USER",
                "The name that the registry knows (default: asked for).",
                "-u",
                "--username")
            .flag("Read the password or token from standard input.", "--password-stdin");
    Session.declare(options, "Print nothing but warnings.");
    return spec;
  }

  int run() throws IOException {
    Credential.Password credential = credential();
    try (Session session = Session.open(parsed, console)) {
      if (!session.homes().registries().takes(domain, credential)) {
        console
            .err()
            .println("warning: " + domain + " lets everyone in and did not look at the password");
      }
    }
    switch (new Login(console.environment()).store(domain, credential)) {
      case Login.Keeper.PlainFile(var path) ->
          console
              .err()
              .println(
                  "warning: the password is kept unencrypted in "
                      + path
                      + "; a credential helper (credsStore there) keeps it safer");
      case Login.Keeper.Helper(var program) -> {
        if (!Session.isQuiet(parsed)) {
          console.out().println("the password is kept by " + program);
        }
      }
    }
    if (!Session.isQuiet(parsed)) {
      console.out().println("logged in to " + domain + " as " + credential.user());
    }
    return 0;
  }

  private Credential.Password credential() throws IOException {
    if (parsed.hasMatchedOption("--password-stdin")) {
      String name =
          user.orElseThrow(() ->
              KobakoException.usage(
                  Diagnostic.of("--password-stdin", "there is no user name", "add -u USER")));
      byte[] bytes = console.in().readNBytes(MOST_BYTES);
      return new Credential.Password(name, required(firstLine(bytes), "standard input"));
    }
    java.io.Console terminal =
        Optional.ofNullable(System.console())
            .filter(java.io.Console::isTerminal)
            .orElseThrow(() ->
                KobakoException.usage(
                    Diagnostic.of(
                        "kobako login",
                        "there is no terminal to ask for the password on",
                        "pipe it in with -u USER --password-stdin")));
    String name = user.orElseGet(() -> terminal.readLine("Username for %s: ", domain));
    char[] secret = terminal.readPassword("Password for %s: ", domain);
    return new Credential.Password(
        name, required(secret == null ? "" : new String(secret), "the password"));
  }

  /** A line end belongs to the way it was typed, not to the secret. */
  private static String firstLine(byte[] bytes) {
    int end = 0;
    while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') {
      end++;
    }
    return new String(Arrays.copyOf(bytes, end), StandardCharsets.UTF_8);
  }

  private static String required(String secret, String place) {
    if (secret.isEmpty()) {
      throw KobakoException.usage(
          Diagnostic.of(place, "is empty, expected a password or token", "give one"));
    }
    return secret;
  }

  /** The registry that is named, as the keys of credentials have it. */
  static String domain(List<String> arguments) {
    if (arguments.isEmpty()) {
      return DOCKER_HUB;
    }
    String host = arguments.getFirst();
    if (host.startsWith("https://")) {
      host = host.substring("https://".length());
    }
    while (host.endsWith("/")) {
      host = host.substring(0, host.length() - 1);
    }
    if (host.indexOf('/') >= 0) {
      throw KobakoException.usage(
          Diagnostic.of(
              arguments.getFirst(),
              "is more than a host",
              "write 'kobako login " + host.substring(0, host.indexOf('/')) + "'"));
    }
    // A word alone would be read as a namespace of Docker Hub.
    return new ImageReference(host, "login", Optional.empty(), Optional.empty()).domain();
  }
}
