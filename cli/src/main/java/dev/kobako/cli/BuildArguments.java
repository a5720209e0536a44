package dev.kobako.cli;

import dev.kobako.build.BuildRequest;
import dev.kobako.build.RunStep;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.dockerfile.SourceText;
import dev.kobako.image.Platform;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import picocli.CommandLine.ParseResult;

/** What the flags of {@code kobako build} say; docker build's, with their meaning. */
final class BuildArguments {
  private static final String EPOCH = "SOURCE_DATE_EPOCH";

  private final ParseResult parsed;
  private final Console console;
  private final boolean fresh;

  BuildArguments(ParseResult parsed, Console console) {
    this(parsed, console, parsed.hasMatchedOption("--no-cache"));
  }

  /**
   * The same, whatever the command line has of {@code --no-cache}.
   *
   * @param fresh whether every step is run again
   */
  BuildArguments(ParseResult parsed, Console console, boolean fresh) {
    this.parsed = parsed;
    this.console = console;
    this.fresh = fresh;
  }

  /** Declares where the Dockerfile is. */
  static void declareFile(Options options) {
    options.text(
        "FILE",
        "The Dockerfile (default: Dockerfile in the context); - reads it from standard input.",
        "-f",
        "--file");
  }

  static void declare(Options options) {
    options
        .text("STAGE", "Build this stage (default: the last).", "--target")
        .texts("NAME[=VALUE]", "Value of an ARG; without one, the environment's.", "--build-arg")
        .texts(
            "NAME=VALUE",
            "A further context: a folder, docker-image://NAME, oci-layout://FOLDER, a URL.",
            "--build-context")
        .texts("OS/ARCH[/VARIANT]", "Build for this platform; several make an index.", "--platform")
        .texts("NAME=VALUE", "A label of the image.", "--label")
        .flag("Run every step again.", "--no-cache")
        .commaTexts("STAGE", "Run the steps of these stages again.", "--no-cache-filter")
        .text("MODE", "Network of RUN: default, host or none.", "--network")
        .texts("RIGHT", "Allow security.insecure or network.host.", "--allow");
  }

  /** The platforms that are wanted. */
  List<Platform> platforms() {
    List<Platform> platforms =
        Options.texts(parsed, "--platform").stream()
            .flatMap(text -> List.of(text.split(",")).stream())
            .map(Platform::parse)
            .toList();
    return platforms.isEmpty() ? List.of(Platform.host()) : platforms;
  }

  /** What is to be built for one of them. */
  BuildRequest request(SourceText dockerfile, Platform platform) {
    LinkedHashMap<String, String> labels = new LinkedHashMap<>();
    for (String label : Options.texts(parsed, "--label")) {
      int equals = label.indexOf('=');
      labels.put(
          equals < 0 ? label : label.substring(0, equals),
          equals < 0 ? "" : label.substring(equals + 1));
    }
    Set<String> allowed = allowed();
    return new BuildRequest(
        dockerfile,
        Options.text(parsed, "--target"),
        buildArguments(),
        platform,
        Platform.host(),
        contexts(),
        labels,
        new TreeSet<>(Options.texts(parsed, "--no-cache-filter")),
        fresh,
        network(),
        allowed.contains("security.insecure"),
        allowed.contains("network.host"));
  }

  private Set<String> allowed() {
    Set<String> allowed = new TreeSet<>(Options.texts(parsed, "--allow"));
    for (String right : allowed) {
      if (!right.equals("security.insecure") && !right.equals("network.host")) {
        throw KobakoException.usage(
            Diagnostic.of(
                "--allow " + right,
                "expected security.insecure or network.host",
                "leave it out where the Dockerfile has no RUN --security or --network"));
      }
    }
    return allowed;
  }

  /** Values of ARGs; one without value takes the environment's and is left out if that has none. */
  private SortedMap<String, String> buildArguments() {
    SortedMap<String, String> values = new TreeMap<>();
    String epoch = console.environment().get(EPOCH);
    if (epoch != null) {
      values.put(EPOCH, epoch); // as buildx does
    }
    for (String argument : Options.texts(parsed, "--build-arg")) {
      int equals = argument.indexOf('=');
      if (equals < 0) {
        String value = console.environment().get(argument);
        if (value != null) {
          values.put(argument, value);
        }
      } else {
        values.put(argument.substring(0, equals), argument.substring(equals + 1));
      }
    }
    return values;
  }

  private SortedMap<String, BuildRequest.NamedContext> contexts() {
    SortedMap<String, BuildRequest.NamedContext> contexts = new TreeMap<>();
    for (String context : Options.texts(parsed, "--build-context")) {
      int equals = context.indexOf('=');
      if (equals < 1) {
        throw KobakoException.usage(
            Diagnostic.of(
                "--build-context " + context,
                "expected NAME=VALUE",
                "write --build-context NAME=FOLDER or NAME=docker-image://REFERENCE"));
      }
      contexts.put(
          context.substring(0, equals),
          new BuildRequest.NamedContext(context.substring(equals + 1)));
    }
    return contexts;
  }

  private RunStep.Network network() {
    String mode = Options.text(parsed, "--network").orElse("default");
    return switch (mode) {
      case "default" -> RunStep.Network.DEFAULT;
      case "host" -> RunStep.Network.HOST;
      case "none" -> RunStep.Network.NONE;
      default ->
          throw KobakoException.usage(
              Diagnostic.of(
                  "--network " + mode, "expected default, host or none", "write --network host"));
    };
  }
}
