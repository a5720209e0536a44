package dev.kobako.registry;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.registry.RegistryTable.Mirror;
import dev.kobako.registry.RegistryTable.Pulls;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/**
 * The {@code [[registry]]} tables of one file in the format of containers-registries.conf(5),
 * version 2. Aliases and search lists are not looked at.
 */
final class RegistriesFile {
  /** Thousands of tables; the parser takes 10 s for 1 MiB of hostile text. */
  private static final int MAX_BYTES = 256 * 1024;

  private static final int MAX_BRACKETS = 32;
  private final Path file;

  private RegistriesFile(Path file) {
    this.file = file;
  }

  /**
   * Reads the tables, in their order; none where there is no such file.
   *
   * @throws KobakoException a finding, where the file is damaged or contradicts itself
   */
  static List<RegistryTable> read(Path file) {
    Optional<String> text =
        ConfigurationFile.read(file, MAX_BYTES)
            .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    return text.isEmpty() || !mayHaveTables(text.get())
        ? List.of()
        : new RegistriesFile(file).tables(text.get());
  }

  /**
   * Whether it is worth to load a parser. Arrays of tables have a header with two brackets or a
   * brace; most machines have only comments and a list of aliases.
   */
  private static boolean mayHaveTables(String text) {
    return text.lines()
        .map(String::strip)
        .anyMatch(line -> !line.startsWith("#") && (line.contains("[[") || line.contains("{")));
  }

  private List<RegistryTable> tables(String text) {
    TomlTable root = parsed(text);
    List<RegistryTable> tables = new ArrayList<>();
    for (TomlTable table : array(root, "", "registry")) {
      tables.add(table(table, "registry[" + tables.size() + "]"));
    }
    return List.copyOf(tables);
  }

  private TomlTable parsed(String text) {
    if (depth(text) > MAX_BRACKETS) {
      // the parser recurses
      throw invalid("", "has more than " + MAX_BRACKETS + " open brackets");
    }
    TomlParseResult result = Toml.parse(text);
    if (result.hasErrors()) {
      TomlParseError error = result.errors().getFirst();
      String message = String.valueOf(error.getMessage()).lines().findFirst().orElse("");
      throw invalid(
          "",
          "not TOML that can be read at line "
              + error.position().line()
              + ", column "
              + error.position().column()
              + ": "
              + (message.length() > 200 ? message.substring(0, 200) + "…" : message));
    }
    return result;
  }

  /** How many brackets are open at once at most; those in texts and comments count as well. */
  private static int depth(String text) {
    int depth = 0;
    int most = 0;
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '[', '{' -> most = Math.max(most, ++depth);
        case ']', '}' -> depth = Math.max(0, depth - 1);
        default -> {}
      }
    }
    return most;
  }

  private RegistryTable table(TomlTable table, String place) {
    String prefix = text(table, place, "prefix");
    String location = location(table, place);
    if (prefix.isEmpty() && location.isEmpty()) {
      throw invalid(place, "has neither prefix nor location, expected at least one");
    }
    boolean wildcard = prefix.startsWith("*.");
    if (prefix.indexOf('*') >= 0
        && (!wildcard || prefix.indexOf('*', 1) >= 0 || prefix.matches(".*[/:@].*"))) {
      throw invalid(
          place + ": prefix", "'" + prefix + "', expected a '*' only as in *.example.com");
    }
    if (!prefix.isEmpty() && !wildcard) {
      checkHost(prefix, place + ": prefix");
    }
    boolean digestOnly = flag(table, place, "mirror-by-digest-only");
    List<Mirror> mirrors = new ArrayList<>();
    for (TomlTable mirror : array(table, place + ": ", "mirror")) {
      mirrors.add(mirror(mirror, place + ": mirror[" + mirrors.size() + "]", digestOnly));
    }
    return new RegistryTable(
        file,
        lowerHost(prefix.isEmpty() ? location : prefix),
        location,
        flag(table, place, "insecure"),
        flag(table, place, "blocked"),
        mirrors);
  }

  private Mirror mirror(TomlTable table, String place, boolean digestOnly) {
    String location = location(table, place);
    if (location.isEmpty()) {
      throw invalid(place, "has no location");
    }
    String pulls = text(table, place, "pull-from-mirror");
    if (digestOnly && !pulls.isEmpty()) {
      throw invalid(
          place + ": pull-from-mirror", "contradicts mirror-by-digest-only of its registry");
    }
    return new Mirror(
        location,
        flag(table, place, "insecure"),
        switch (pulls) {
          case "", "all" -> digestOnly ? Pulls.BY_DIGEST : Pulls.ALL;
          case "digest-only" -> Pulls.BY_DIGEST;
          case "tag-only" -> Pulls.BY_TAG;
          default ->
              throw invalid(
                  place + ": pull-from-mirror",
                  "'" + pulls + "', expected all, digest-only or tag-only");
        });
  }

  private String location(TomlTable table, String place) {
    String location = text(table, place, "location");
    if (location.contains("://")) {
      throw invalid(
          place + ": location",
          "'"
              + location
              + "', expected a host without a scheme; insecure = true allows plain HTTP");
    }
    while (location.endsWith("/")) {
      location = location.substring(0, location.length() - 1);
    }
    if (!location.isEmpty()) {
      checkHost(location, place + ": location");
      if (!isRepository(location.substring(RegistryTable.hostOf(location).length()))) {
        throw invalid(
            place + ": location", "'" + location + "' can't be a part of an image's name");
      }
    }
    return lowerHost(location);
  }

  private void checkHost(String name, String place) {
    RegistryHost.parse(file + ": " + place, RegistryTable.hostOf(name));
  }

  /** What is left of a name after its host; all of it goes into requests. */
  private static boolean isRepository(String path) {
    return path.chars()
        .allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "._-/".indexOf(c) >= 0);
  }

  private static String lowerHost(String name) {
    String host = RegistryTable.hostOf(name);
    return host.toLowerCase(Locale.ROOT) + name.substring(host.length());
  }

  private List<TomlTable> array(TomlTable table, String above, String name) {
    Object value = value(table, name);
    if (value == null) {
      return List.of();
    }
    List<TomlTable> tables = new ArrayList<>();
    if (value instanceof TomlArray array) {
      for (int i = 0; i < array.size(); i++) {
        if (!(array.get(i) instanceof TomlTable item)) {
          throw invalid(above + name + "[" + i + "]", "is no table");
        }
        tables.add(item);
      }
      return tables;
    }
    throw invalid(above + name, "is no array of tables");
  }

  private String text(TomlTable table, String place, String name) {
    return switch (value(table, name)) {
      case null -> "";
      case String text -> text;
      default -> throw invalid(place + ": " + name, "is no text");
    };
  }

  private boolean flag(TomlTable table, String place, String name) {
    return switch (value(table, name)) {
      case null -> false;
      case Boolean flag -> flag;
      default -> throw invalid(place + ": " + name, "is neither true nor false");
    };
  }

  private static @Nullable Object value(TomlTable table, String name) {
    return table.get(List.of(name));
  }

  private KobakoException invalid(String place, String fact) {
    return KobakoException.finding(
        Diagnostic.of(
            file + (place.isEmpty() ? "" : ": " + place),
            fact,
            "correct the file; its format is in containers-registries.conf(5)"));
  }
}
