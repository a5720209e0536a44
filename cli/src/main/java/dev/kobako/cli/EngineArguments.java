package dev.kobako.cli;

import dev.kobako.build.RunLimits;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Content;
import dev.kobako.image.Progress;
import dev.kobako.sandbox.HostNetwork;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine.ParseResult;

/** What flags of {@code kobako build} give to RUN: secrets, agents, hosts, the CA bundle. */
final class EngineArguments {
  private final ParseResult parsed;
  private final Console console;

  EngineArguments(ParseResult parsed, Console console) {
    this.parsed = parsed;
    this.console = console;
  }

  static void declare(Options options) {
    options
        .texts("id=ID[,src=FILE|env=NAME]", "A secret for RUN --mount=type=secret.", "--secret")
        .texts(
            "ID[=SOCKET]",
            "An SSH agent for RUN --mount=type=ssh; default is that of SSH_AUTH_SOCK.",
            "--ssh")
        .texts("NAME:ADDRESS", "A line of /etc/hosts while RUN runs.", "--add-host")
        .flag(
            "Let RUN trust the certificates that this machine trusts; never in a layer.",
            "--host-ca");
  }

  /** By id; one whose variable is not set is left out. */
  SortedMap<String, Content> secrets() throws IOException {
    SortedMap<String, Content> secrets = new TreeMap<>();
    for (String text : Options.texts(parsed, "--secret")) {
      FlagParts parts = FlagParts.parse("--secret", text);
      parts.requireKnown(List.of("id", "src", "source", "env", "type"));
      Optional<String> variable = parts.value("env");
      Optional<String> file = parts.value("src", "source");
      String id =
          parts
              .value("id")
              .or(() -> file)
              .or(() -> variable)
              .orElseThrow(() -> parts.usage("has no id", "write id=NAME,src=FILE"));
      if (file.isPresent()) {
        secrets.put(id, file(parts, console.path(file.get())));
        continue;
      }
      String value = console.environment().get(variable.orElse(id));
      if (value != null) {
        secrets.put(id, Content.of(value.getBytes(StandardCharsets.UTF_8)));
      } else if (variable.isEmpty() && Files.isRegularFile(console.path(id))) {
        secrets.put(id, file(parts, console.path(id)));
      }
    }
    return secrets;
  }

  private static Content file(FlagParts parts, Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw parts.usage(file + " is no file", "name a file that is there with src=");
    }
    return Content.of(file, Files.size(file));
  }

  /** Sockets by id. */
  SortedMap<String, Path> agents() {
    SortedMap<String, Path> agents = new TreeMap<>();
    for (String text : Options.texts(parsed, "--ssh")) {
      int equals = text.indexOf('=');
      String id = equals < 0 ? text : text.substring(0, equals);
      String socket =
          equals < 0
              ? console.environment().getOrDefault("SSH_AUTH_SOCK", "")
              : text.substring(equals + 1);
      if (socket.isEmpty()) {
        throw KobakoException.usage(
            Diagnostic.of(
                "--ssh " + text,
                "SSH_AUTH_SOCK is not set, so there is no agent",
                "start ssh-agent, or write --ssh ID=SOCKET"));
      }
      Path path = console.path(socket);
      if (Files.isRegularFile(path)) {
        throw KobakoException.usage(
            Diagnostic.of(
                "--ssh " + text,
                "is a file, expected the socket of an agent",
                "add the key to an agent with ssh-add, and write --ssh default"));
      }
      agents.put(id, path);
    }
    return agents;
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
          address.startsWith("[") ? address.substring(1, address.length() - 1) : address);
    }
    return hosts;
  }

  /** What RUN may use. */
  RunLimits limits(Progress progress) {
    LimitArguments limits = new LimitArguments(parsed);
    return new RunLimits(limits.each(), limits.together(progress));
  }

  /** The host's CA bundle, if RUN shall have it. */
  Optional<Path> certificates() {
    if (!parsed.hasMatchedOption("--host-ca")) {
      return Optional.empty();
    }
    Optional<Path> named =
        Optional.ofNullable(console.environment().get("SSL_CERT_FILE")).map(console::path);
    return Optional.of(
        named
            .or(HostNetwork::certificates)
            .filter(Files::isRegularFile)
            .orElseThrow(() ->
                KobakoException.usage(
                    Diagnostic.of(
                        "--host-ca",
                        "this machine has no bundle of certificates",
                        "install ca-certificates, or name a bundle with SSL_CERT_FILE"))));
  }
}
