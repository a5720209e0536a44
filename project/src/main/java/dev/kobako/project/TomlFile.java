package dev.kobako.project;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.diagnostic.PrintableText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/**
 * A manifest in TOML. What is not of the expected type counts as absent: the tool will complain.
 */
final class TomlFile {
  /** Far more than a manifest has; the parser takes 10 s for 1 MiB of hostile text. */
  private static final int MAX_CHARACTERS = 256 * 1024;

  private static final int MAX_BRACKETS = 32;

  private final String path;
  private final TomlTable root;

  private TomlFile(String path, TomlTable root) {
    this.path = path;
    this.root = root;
  }

  /**
   * The manifest; empty where there is none.
   *
   * @throws KobakoException a finding, where it is damaged
   */
  static Optional<TomlFile> read(ProjectFolder folder, String path) {
    return folder.text(path).map(text -> parse(path, text));
  }

  /** A text that is written in TOML. */
  static TomlFile parse(String path, String text) {
    if (text.length() > MAX_CHARACTERS) {
      throw invalid(path, "has more than " + MAX_CHARACTERS + " characters");
    }
    if (depth(text) > MAX_BRACKETS) {
      throw invalid(path, "has more than " + MAX_BRACKETS + " open brackets");
    }
    TomlParseResult result = Toml.parse(text);
    if (result.hasErrors()) {
      TomlParseError error = result.errors().getFirst();
      throw invalid(
          path,
          "not TOML that can be read at line "
              + error.position().line()
              + ", column "
              + error.position().column());
    }
    return new TomlFile(path, result);
  }

  private static KobakoException invalid(String path, String fact) {
    return KobakoException.finding(Diagnostic.of(PrintableText.of(path), fact, "correct the file"));
  }

  /** How many brackets are open at once at most, as the parser recurses; those in texts count. */
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

  /** Where it lies in the project. */
  String path() {
    return path;
  }

  /** The value there; names that have dots are one element. */
  private @Nullable Object value(String... names) {
    return value(root, List.of(names));
  }

  private static @Nullable Object value(TomlTable table, List<String> names) {
    Object value = table;
    for (String name : names) {
      if (!(value instanceof TomlTable inner)) {
        return null;
      }
      value = inner.get(List.of(name));
    }
    return value;
  }

  boolean has(String... names) {
    return value(names) != null;
  }

  Optional<String> text(String... names) {
    return value(names) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  Optional<Boolean> flag(String... names) {
    return value(names) instanceof Boolean flag ? Optional.of(flag) : Optional.empty();
  }

  /** The texts of a list; none where there is no list. */
  List<String> texts(String... names) {
    return texts(value(names));
  }

  /** The texts of the list of that name in a table. */
  static List<String> texts(TomlTable table, String name) {
    return texts(table.get(List.of(name)));
  }

  private static List<String> texts(@Nullable Object value) {
    List<String> texts = new ArrayList<>();
    if (value instanceof TomlArray array) {
      for (int i = 0; i < array.size(); i++) {
        if (array.get(i) instanceof String text) {
          texts.add(text);
        }
      }
    }
    return texts;
  }

  /** The tables of an array of tables, or the one table. */
  List<TomlTable> tables(String... names) {
    List<TomlTable> tables = new ArrayList<>();
    Object found = value(names);
    if (found instanceof TomlTable one) {
      tables.add(one);
    } else if (found instanceof TomlArray array) {
      for (int i = 0; i < array.size(); i++) {
        if (array.get(i) instanceof TomlTable table) {
          tables.add(table);
        }
      }
    }
    return tables;
  }

  /** The text of that name in a table. */
  static Optional<String> text(TomlTable table, String name) {
    return table.get(List.of(name)) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /** The names in a table, sorted; none where there is no table. */
  List<String> names(String... names) {
    return value(names) instanceof TomlTable table
        ? table.keySet().stream().sorted().toList()
        : List.of();
  }

  /** The inner tables of a table, by the order of their names. */
  static List<TomlTable> inner(TomlTable table) {
    return table.keySet().stream()
        .sorted()
        .map(name -> table.get(List.of(name)))
        .filter(TomlTable.class::isInstance)
        .map(TomlTable.class::cast)
        .toList();
  }

  /** The whole file. */
  TomlTable root() {
    return root;
  }
}
