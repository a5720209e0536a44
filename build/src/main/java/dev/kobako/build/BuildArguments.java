package dev.kobako.build;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.dockerfile.Instruction;
import dev.kobako.image.Platform;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The values that an ARG finds: what the user gave, what is known of the platforms, and the ARGs
 * before the first FROM, which every FROM sees and a stage only where it declares them again.
 */
final class BuildArguments {
  private static final String EPOCH = "SOURCE_DATE_EPOCH";

  /** The last second of the year 9999: later ones have no form that JSON readers agree on. */
  private static final long LAST_SECOND = 253_402_300_799L;

  private static final List<String> PROXIES =
      List.of("HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "NO_PROXY", "ALL_PROXY");

  private final SortedMap<String, String> given;
  private final Environment global = new Environment();
  private final Set<String> known = new TreeSet<>();

  /**
   * @param target the name of the target stage; empty where it has none
   */
  BuildArguments(BuildRequest request, String target) {
    this.given = new TreeMap<>(request.arguments());
    definePlatform("BUILD", request.buildPlatform());
    definePlatform("TARGET", request.platform());
    define("TARGETSTAGE", target.isEmpty() ? "default" : target);
    known.addAll(global.names());
    known.add(EPOCH);
  }

  private void definePlatform(String prefix, Platform platform) {
    define(prefix + "PLATFORM", platform.toString());
    define(prefix + "OS", platform.os());
    define(prefix + "OSVERSION", platform.osVersion().orElse(""));
    define(prefix + "ARCH", platform.architecture());
    define(prefix + "VARIANT", platform.variant().orElse(""));
  }

  private void define(String name, String value) {
    global.set(name, given.getOrDefault(name, value));
  }

  /** Takes in an ARG before the first FROM. */
  void declare(Instruction.Arg arg, WordExpander words) {
    for (Instruction.Arg.Declared declared : arg.arguments()) {
      know(declared.name());
      given(declared.name())
          .or(() -> declared.value().map(words::word))
          .ifPresent(value -> global.set(declared.name(), value));
    }
  }

  /** An ARG of that name is somewhere. */
  void know(String name) {
    known.add(name);
  }

  /** Whether RUN doesn't see the argument: it tells the builder something. */
  static boolean isHidden(String name) {
    return name.equals("BUILDKIT_SBOM_SCAN_CONTEXT") || name.equals("BUILDKIT_SBOM_SCAN_STAGE");
  }

  /** What the user gave. */
  Optional<String> given(String name) {
    return Optional.ofNullable(given.get(name));
  }

  /** What FROM sees. */
  Environment global() {
    return global;
  }

  /**
   * The proxies that the user gave, each {@code NAME=value} in both of its spellings: every RUN has
   * them, declared or not.
   */
  List<String> proxies() {
    List<String> lines = new ArrayList<>();
    for (String proxy : PROXIES) {
      String value = "";
      for (String name : given.keySet()) {
        value = name.equalsIgnoreCase(proxy) ? given.getOrDefault(name, "") : value;
      }
      if (!value.isEmpty()) {
        lines.add(proxy + "=" + value);
        lines.add(proxy.toLowerCase(Locale.ROOT) + "=" + value);
      }
    }
    return lines;
  }

  /**
   * The time that the user or an ARG before FROM sets; from then on every ARG sees the number in
   * its plain form.
   *
   * @throws KobakoException usage, where it is no number of seconds
   */
  Optional<Instant> epoch() {
    Optional<String> value =
        given(EPOCH).or(() -> global.value(EPOCH).filter(text -> !text.isEmpty()));
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (value.get().isEmpty()) {
      given.remove(EPOCH);
      return Optional.empty();
    }
    long seconds = seconds(value.get());
    given.computeIfPresent(EPOCH, (_, _) -> Long.toString(seconds));
    if (global.value(EPOCH).isPresent()) {
      global.set(EPOCH, Long.toString(seconds));
    }
    return Optional.of(Instant.ofEpochSecond(seconds));
  }

  private static long seconds(String text) {
    if (text.matches("[+-]?[0-9]{1,18}")) {
      long seconds = Long.parseLong(text);
      if (Math.abs(seconds) <= LAST_SECOND) {
        return seconds;
      }
    }
    throw KobakoException.usage(
        Diagnostic.of(
            EPOCH + " '" + text + "'",
            "expected seconds since 1970-01-01, up to the year 9999",
            "give a number, for example that of 'git log -1 --format=%ct'"));
  }

  /** The names that the user gave and that nothing in the Dockerfile asks for. */
  List<String> unused() {
    return given.keySet().stream()
        .filter(name -> !known.contains(name))
        .filter(name -> PROXIES.stream().noneMatch(name::equalsIgnoreCase))
        .filter(name -> !name.startsWith("BUILDKIT_"))
        .toList();
  }
}
