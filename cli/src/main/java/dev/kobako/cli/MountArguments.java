package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.sandbox.ContainerMount;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** {@code --volume}, {@code --mount} and {@code --tmpfs}: what a container sees of other places. */
final class MountArguments {
  private static final int MAX_NAME = 128;

  /** What Docker's users write about SELinux and macOS, which means nothing here. */
  private static final List<String> IDLE =
      List.of("z", "Z", "rw", "cached", "delegated", "consistent", "rprivate", "private");

  private final ParseResult parsed;
  private final Console console;
  private final VolumePlaces volumes;

  /** What knows where volumes lie and what the image has there. */
  interface VolumePlaces {
    /** The volume of that name. */
    ContainerMount named(String name, String target, boolean readOnly);

    /** Room to write in for this run alone; empty where the container has it there anyway. */
    Optional<ContainerMount> anonymous(String target);
  }

  MountArguments(ParseResult parsed, Console console, VolumePlaces volumes) {
    this.parsed = parsed;
    this.console = console;
    this.volumes = volumes;
  }

  static void declare(Options options) {
    options
        .texts(
            "SOURCE:TARGET[:ro]",
            "Show it a folder or file of this machine (a path with a slash), or a named volume.",
            "-v",
            "--volume")
        .texts(
            "type=TYPE,...",
            "type=bind,src=PATH,dst=PATH[,ro], type=volume,src=NAME,dst=PATH[,ro],"
                + " type=tmpfs,dst=PATH[,tmpfs-size=BYTES]",
            "--mount")
        .texts("TARGET[:size=BYTES]", "Memory to write in.", "--tmpfs");
  }

  /** All that the flags say. */
  List<ContainerMount> mounts() {
    List<ContainerMount> mounts = new ArrayList<>();
    for (String text : Options.texts(parsed, "--volume")) {
      volume(text).ifPresent(mounts::add);
    }
    for (String text : Options.texts(parsed, "--mount")) {
      mount(FlagParts.parse("--mount", text)).ifPresent(mounts::add);
    }
    for (String text : Options.texts(parsed, "--tmpfs")) {
      mounts.add(memory(text));
    }
    return mounts;
  }

  private Optional<ContainerMount> volume(String text) {
    String flag = "--volume " + text;
    String[] parts = text.split(":", -1);
    if (parts.length == 1) {
      return volumes.anonymous(target(flag, text));
    }
    if (parts.length > 3) {
      throw KobakoException.usage(
          Diagnostic.of(flag, "expected SOURCE:TARGET[:ro]", "write --volume ./data:/data:ro"));
    }
    boolean readOnly = parts.length == 3 && isReadOnly(flag, parts[2]);
    String target = target(flag, parts[1]);
    return Optional.of(
        parts[0].indexOf('/') >= 0 || parts[0].startsWith(".")
            ? host(flag, parts[0], target, readOnly)
            : named(flag, parts[0], target, readOnly));
  }

  private static boolean isReadOnly(String flag, String options) {
    boolean readOnly = false;
    for (String option : options.split(",", -1)) {
      if (option.equals("ro")) {
        readOnly = true;
      } else if (!IDLE.contains(option)) {
        throw KobakoException.usage(
            Diagnostic.of(flag, "'" + option + "' is not understood", "write ro, or leave it out"));
      }
    }
    return readOnly;
  }

  private Optional<ContainerMount> mount(FlagParts parts) {
    parts.requireKnown(
        List.of(
            "type",
            "src",
            "source",
            "dst",
            "destination",
            "target",
            "ro",
            "readonly",
            "tmpfs-size"));
    String target =
        target(
            parts.flag() + " " + parts.text(),
            parts
                .value("dst", "destination", "target")
                .orElseThrow(() -> parts.usage("has no dst=", "add dst=PATH")));
    boolean readOnly = parts.isOn("ro") || parts.isOn("readonly");
    String type = parts.value("type").orElse("volume");
    String flag = parts.flag() + " " + parts.text();
    Optional<String> source = parts.value("src", "source");
    return switch (type) {
      case "bind" ->
          Optional.of(
              host(
                  flag,
                  source.orElseThrow(() -> parts.usage("has no src=", "add src=PATH")),
                  target,
                  readOnly));
      case "volume" ->
          source.isPresent()
              ? Optional.of(named(flag, source.get(), target, readOnly))
              : volumes.anonymous(target);
      case "tmpfs" ->
          Optional.of(
              new ContainerMount.Tmpfs(
                  target,
                  parts.value("tmpfs-size").map(size -> ByteCount.parse(flag, size)).orElse(0L)));
      default ->
          throw parts.usage(
              "type is '" + type + "', expected bind, volume or tmpfs", "write type=bind");
    };
  }

  private ContainerMount host(String flag, String source, String target, boolean readOnly) {
    Path path = console.path(source).normalize();
    if (!Files.exists(path)) {
      throw KobakoException.usage(
          Diagnostic.of(flag, path + " is not there", "make it first; docker would as root"));
    }
    return new ContainerMount.Host(path, target, readOnly);
  }

  private ContainerMount named(String flag, String name, String target, boolean readOnly) {
    boolean right = name.length() <= MAX_NAME && name.matches("[a-zA-Z0-9][a-zA-Z0-9_.-]*");
    if (!right) {
      throw KobakoException.usage(
          Diagnostic.of(
              flag,
              "'" + name + "' can't be the name of a volume",
              "use letters, digits, '_', '.' and '-'; a path has a slash, as ./data"));
    }
    return volumes.named(name, target, readOnly);
  }

  private static ContainerMount memory(String text) {
    String flag = "--tmpfs " + text;
    int colon = text.indexOf(':');
    long size = 0;
    for (String option : colon < 0 ? new String[0] : text.substring(colon + 1).split(",", -1)) {
      if (option.startsWith("size=")) {
        size = ByteCount.parse(flag, option.substring(5));
      } else if (!List.of("rw", "nosuid", "exec", "mode=1777").contains(option)) {
        throw KobakoException.usage(
            Diagnostic.of(flag, "'" + option + "' is not understood", "write size=64m alone"));
      }
    }
    return new ContainerMount.Tmpfs(
        target(flag, colon < 0 ? text : text.substring(0, colon)), size);
  }

  private static String target(String flag, String target) {
    if (!target.startsWith("/") || Path.of(target).normalize().toString().equals("/")) {
      throw KobakoException.usage(
          Diagnostic.of(
              flag,
              "the place in the container is '" + target + "', expected an absolute path",
              "write it with a slash before it, and not the root itself"));
    }
    return Path.of(target).normalize().toString();
  }
}
